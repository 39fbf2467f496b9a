package dev.understudy.router;

import dev.understudy.router.haproxy.SteeringStats;
import dev.understudy.router.stats.ListenerStats.Counts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /stats} answers.
 *
 * @param listeners each port
 * @param members each node that takes connections
 * @param haproxy each backend of HAProxy that is steered
 * @param held of all listeners
 * @param broken of all listeners
 * @param refused of all listeners
 */
record RouterStats(
        List<Counts> listeners,
        List<MemberCounts> members,
        List<SteeringStats.Counts> haproxy,
        long held,
        long broken,
        long refused) {

    /**
     * One node.
     *
     * @param active what it carries now
     * @param inRotation false while it is known to serve nobody
     * @param drained whether a person wants no new work on it
     * @param ejected whether a listener has put it out of its rotation for now
     * @param lagMillis how old its data may be; null for the writer, and where that is not known or nobody asks
     */
    record MemberCounts(
            String scope,
            String node,
            String address,
            int active,
            boolean inRotation,
            boolean drained,
            boolean ejected,
            @Nullable Long lagMillis) {}

    static RouterStats of(List<Counts> listeners, List<MemberCounts> members, List<SteeringStats.Counts> haproxy) {
        return new RouterStats(
                listeners,
                members,
                haproxy,
                listeners.stream().mapToLong(Counts::held).sum(),
                listeners.stream().mapToLong(Counts::broken).sum(),
                listeners.stream().mapToLong(Counts::refused).sum());
    }
}
