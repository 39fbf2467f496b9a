package dev.understudy.detector.verdict;

import static dev.understudy.detector.evidence.Measure.COMMITS;
import static dev.understudy.detector.evidence.Measure.CONNECTIONS;
import static dev.understudy.detector.evidence.Measure.DISK;
import static dev.understudy.detector.evidence.Measure.LAG;
import static dev.understudy.detector.evidence.Measure.LAST_MEMBER;
import static dev.understudy.detector.evidence.Measure.MEMORY;
import static dev.understudy.detector.evidence.Measure.ONE_HOST;
import static dev.understudy.detector.evidence.Measure.READ_ONLY;
import static dev.understudy.detector.evidence.Measure.USED_UP;
import static dev.understudy.detector.evidence.Sign.GONE;
import static dev.understudy.detector.evidence.Sign.STUCK;
import static dev.understudy.detector.verdict.Agreement.ONE_PATH_AND_NO_REPORT;
import static dev.understudy.detector.verdict.Agreement.TWO_PATHS;
import static dev.understudy.detector.verdict.Concern.PACE;
import static dev.understudy.detector.verdict.Concern.REDUNDANCY;
import static dev.understudy.detector.verdict.Concern.RESOURCES;
import static dev.understudy.detector.verdict.Concern.ROOM;
import static dev.understudy.detector.verdict.Concern.WRITES;
import static dev.understudy.detector.verdict.Role.INSTANCE;
import static dev.understudy.detector.verdict.Role.PRIMARY;
import static dev.understudy.detector.verdict.Role.STANDBY;
import static dev.understudy.events.FaultKind.CHANGELOG_STALLED;
import static dev.understudy.events.FaultKind.INSTANCE_DOWN;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.FaultKind.PRIMARY_HUNG;
import static dev.understudy.events.FaultKind.PRIMARY_READ_ONLY;
import static dev.understudy.events.FaultKind.PRIMARY_SATURATED;
import static dev.understudy.events.FaultKind.PRIMARY_STALLED;
import static dev.understudy.events.FaultKind.RESOURCE_EXHAUSTION;
import static dev.understudy.events.FaultKind.SINGLE_POINT_OF_FAILURE;
import static dev.understudy.events.FaultKind.STANDBY_DOWN;
import static dev.understudy.events.FaultKind.STANDBY_LAGGING;

import dev.understudy.detector.evidence.ConditionLimits;
import dev.understudy.detector.evidence.Measure;
import dev.understudy.detector.evidence.Sign;
import dev.understudy.events.FaultKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rules, one row for each way to a kind of fault. Where two rows find the same, the earlier one outranks the later.
 * What a confirmed fault leads to stands at {@link FaultKind}; a new kind is a new row, or a {@link Rule} of its own.
 */
public final class RuleTable {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Set<Sign> ALONE = Set.of();
    private static final Set<Role> ANY = EnumSet.allOf(Role.class);

    private RuleTable() {}

    public static List<Rule> of(VerdictLimits limits) {
        Duration hungSuspect = limits.hungSuspect();
        Duration hungConfirm = limits.hungConfirm();
        Duration suspect = limits.memberSuspect();
        Duration confirm = limits.memberConfirm();
        ConditionLimits on = limits.conditions();
        Duration lasting = on.resources().lasting();
        // spotless:off
        return List.of(
                //  kind           of        sign   joined by      suspect      confirm      believed when
                row(PRIMARY_DOWN,  PRIMARY,  GONE,  ALONE,         AT_ONCE,     AT_ONCE,     TWO_PATHS),
                row(PRIMARY_HUNG,  PRIMARY,  STUCK, Set.of(GONE),  hungSuspect, hungConfirm, TWO_PATHS),
                row(STANDBY_DOWN,  STANDBY,  GONE,  ALONE,         AT_ONCE,     AT_ONCE,     TWO_PATHS),
                row(STANDBY_DOWN,  STANDBY,  STUCK, Set.of(GONE),  suspect,     confirm,     TWO_PATHS),
                row(INSTANCE_DOWN, INSTANCE, GONE,  ALONE,         AT_ONCE,     AT_ONCE,     ONE_PATH_AND_NO_REPORT),
                row(INSTANCE_DOWN, INSTANCE, STUCK, Set.of(GONE),  suspect,     confirm,     ONE_PATH_AND_NO_REPORT),
                new SilenceRule(limits.agentConfirm()),
                new HaltedRule(),
                new DivergedRule(),
                //  kind                         of        concerning  measured by   suspect                   confirm
                measured(PRIMARY_READ_ONLY,        Set.of(PRIMARY), WRITES,     READ_ONLY,    on.readOnly(),            on.readOnly()),
                measured(PRIMARY_STALLED,          Set.of(PRIMARY), WRITES,     COMMITS,      on.stalledSuspect(),      on.stalledConfirm()),
                measured(PRIMARY_SATURATED,        Set.of(PRIMARY), ROOM,       USED_UP,      on.saturated(),           on.saturated()),
                measured(STANDBY_LAGGING,          Set.of(STANDBY), PACE,       LAG,          on.lagging(),             on.lagging()),
                measured(CHANGELOG_STALLED,        Set.of(PRIMARY), Concern.CHANGELOG, Measure.CHANGELOG, on.changelog(),     on.changelog()),
                measured(RESOURCE_EXHAUSTION,      ANY,             RESOURCES,  DISK,         lasting,                  lasting),
                measured(RESOURCE_EXHAUSTION,      ANY,             RESOURCES,  MEMORY,       lasting,                  lasting),
                measured(RESOURCE_EXHAUSTION,      ANY,             RESOURCES,  CONNECTIONS,  lasting,                  lasting),
                measured(SINGLE_POINT_OF_FAILURE,  ANY,             REDUNDANCY, LAST_MEMBER,  on.alone(),               on.alone()),
                measured(SINGLE_POINT_OF_FAILURE,  ANY,             REDUNDANCY, ONE_HOST,     on.alone(),               on.alone()));
        // spotless:on
    }

    private static Rule measured(
            FaultKind kind,
            Set<Role> roles,
            Concern concern,
            Measure measure,
            Duration suspectAfter,
            Duration confirmAfter) {
        return new ConditionRule(kind, roles, concern, measure, suspectAfter, confirmAfter);
    }

    private static Rule row(
            FaultKind kind,
            Role role,
            Sign lead,
            Set<Sign> joins,
            Duration suspectAfter,
            Duration confirmAfter,
            Agreement agreement) {
        return new PathRule(kind, Set.of(role), lead, joins, suspectAfter, confirmAfter, agreement);
    }
}
