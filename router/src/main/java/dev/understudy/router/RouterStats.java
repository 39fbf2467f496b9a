package dev.understudy.router;

import dev.understudy.router.stats.ListenerStats.Counts;
import java.util.List;

/**
 * What {@code /stats} answers.
 *
 * @param listeners each port
 * @param members each node that takes connections
 * @param held of all listeners
 * @param broken of all listeners
 * @param refused of all listeners
 */
record RouterStats(List<Counts> listeners, List<MemberCounts> members, long held, long broken, long refused) {

    /**
     * One node.
     *
     * @param active what it carries now
     * @param inRotation false while it is known to serve nobody
     */
    record MemberCounts(String scope, String node, String address, int active, boolean inRotation) {}

    static RouterStats of(List<Counts> listeners, List<MemberCounts> members) {
        return new RouterStats(
                listeners,
                members,
                listeners.stream().mapToLong(Counts::held).sum(),
                listeners.stream().mapToLong(Counts::broken).sum(),
                listeners.stream().mapToLong(Counts::refused).sum());
    }
}
