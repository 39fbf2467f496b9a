package dev.understudy.detector.watch;

import dev.understudy.detector.evidence.ConditionLimits;
import dev.understudy.detector.evidence.Measure;
import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Observation;
import dev.understudy.detector.evidence.Seen;
import dev.understudy.detector.verdict.Role;
import dev.understudy.detector.verdict.Standing;
import dev.understudy.events.StandbyReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What only shows when the members of one cluster or service are looked at together: that one is left, that all are on one
 * machine, that what the writer commits reaches nobody. Each is told of one member, the writer where it is well; the others
 * are told the opposite.
 *
 * @param members those that something is known of
 */
record Survey(List<Member> members, ConditionLimits limits, long now) {

    /** Changes arrive more often than this while canaries are committed, ms. */
    private static final long ARRIVES = 3_000;

    /** One member. */
    record Member(String node, Standing standing, NodeEvidence evidence) {

        boolean isWriter() {
            return standing.role() == Role.PRIMARY;
        }

        /** Whether it serves, and a standby would do as a successor as far as it is known. */
        boolean healthy(long now) {
            Optional<StandbyReport> standby = isWriter() ? Optional.empty() : evidence.standby(now);
            return evidence.well(now)
                    && standby.filter(report -> report.state() != StandbyReport.State.FOLLOWING)
                            .isEmpty();
        }
    }

    Survey {
        members = members.stream()
                .filter(member -> member.standing().role() != Role.UNASSIGNED)
                .sorted(Comparator.comparing(Member::node))
                .toList();
    }

    /** Looks, and tells each member's evidence. */
    void take() {
        redundancy((member, look) -> member.evidence().survey(look.measure(), look.seen(), now));
        changelog();
    }

    private record Look(Measure measure, Observation seen) {}

    private void redundancy(BiConsumer<Member, Look> tell) {
        List<Member> healthy =
                members.stream().filter(member -> member.healthy(now)).toList();
        if (healthy.isEmpty()) {
            return;
        }
        Member one = healthy.stream().filter(Member::isWriter).findFirst().orElse(healthy.get(0));
        String counted = healthy.size() + " of " + members.size();
        Observation enough = Observation.well("members that are well", counted);
        Observation last = Observation.bad("it is the only member that is well", counted, ">= 2 members");
        Set<String> hosts =
                healthy.stream().map(member -> member.evidence().host()).collect(Collectors.toSet());
        boolean together = limits.oneHost() && healthy.size() > 1 && hosts.size() == 1 && !hosts.contains("");
        Observation apart = Observation.well("machines", Integer.toString(hosts.size()));
        Observation shared = Observation.bad(
                "all members that are well are on one machine", String.join("", hosts), ">= 2 machines");
        for (Member member : members) {
            boolean named = member.equals(one);
            tell.accept(member, new Look(Measure.LAST_MEMBER, named && healthy.size() == 1 ? last : enough));
            tell.accept(member, new Look(Measure.ONE_HOST, named && together ? shared : apart));
        }
    }

    /** Canaries are committed several times a second: where all standbys follow and hold nothing new, none has arrived. */
    private void changelog() {
        Optional<Member> writer = members.stream().filter(Member::isWriter).findFirst();
        Optional<Seen> commits = writer.flatMap(member -> member.evidence().measured(Measure.COMMITS, now))
                .filter(seen -> seen.level() == Observation.Level.WELL);
        List<NodeEvidence> followers = members.stream()
                .filter(member -> member.standing().role() == Role.STANDBY)
                .map(Member::evidence)
                .filter(evidence -> evidence.standby(now)
                        .filter(report -> report.state() == StandbyReport.State.FOLLOWING)
                        .isPresent())
                .toList();
        if (writer.isEmpty()
                || commits.isEmpty()
                || followers.isEmpty()
                || !writer.get().standing().settled()) {
            return;
        }
        long newest =
                followers.stream().mapToLong(NodeEvidence::appliedAt).max().orElse(now);
        long nothing = now - Math.max(newest, commits.get().word().since());
        String what = "no standby applies anything while canaries are committed";
        Observation look = nothing <= ARRIVES
                ? Observation.well("what is committed is applied", nothing + " ms ago")
                : Observation.bad(what, nothing + " ms", "").lasting(nothing);
        writer.get().evidence().survey(Measure.CHANGELOG, look, now);
    }
}
