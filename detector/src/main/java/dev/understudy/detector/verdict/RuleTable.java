package dev.understudy.detector.verdict;

import static dev.understudy.detector.evidence.Sign.GONE;
import static dev.understudy.detector.evidence.Sign.STUCK;
import static dev.understudy.detector.verdict.Agreement.ONE_PATH_AND_NO_REPORT;
import static dev.understudy.detector.verdict.Agreement.TWO_PATHS;
import static dev.understudy.detector.verdict.Role.INSTANCE;
import static dev.understudy.detector.verdict.Role.PRIMARY;
import static dev.understudy.detector.verdict.Role.STANDBY;
import static dev.understudy.events.FaultKind.INSTANCE_DOWN;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.FaultKind.PRIMARY_HUNG;
import static dev.understudy.events.FaultKind.STANDBY_DOWN;

import dev.understudy.detector.evidence.Sign;
import dev.understudy.events.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The rules, one row for each way to a kind of fault. Where two rows find the same, the earlier one outranks the later.
 * What a confirmed fault leads to stands at {@link FaultKind}; a new kind is a new row, or a {@link Rule} of its own.
 */
public final class RuleTable {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Set<Sign> ALONE = Set.of();

    private RuleTable() {}

    public static List<Rule> of(VerdictLimits limits) {
        Duration hungSuspect = limits.hungSuspect();
        Duration hungConfirm = limits.hungConfirm();
        Duration suspect = limits.memberSuspect();
        Duration confirm = limits.memberConfirm();
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
                new DivergedRule());
        // spotless:on
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
