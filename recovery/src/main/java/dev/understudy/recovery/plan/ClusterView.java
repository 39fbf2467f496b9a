package dev.understudy.recovery.plan;

import dev.understudy.runtime.config.ClusterConfig.Failover;
import java.util.List;
import java.util.Optional;

/**
 * All that a decision rests on, at one moment.
 *
 * @param mode what may be done without a person
 * @param commitsWait whether a commit returns only when the journal has it, so that what an epoch has acknowledged can be known from its beginning
 * @param primary the node that the configuration names for the first epoch
 * @param ledger what has been done
 * @param nodes the nodes, in the order of preference
 * @param faults the newest verdict of each incident of this cluster
 * @param order a person's order that nothing has answered yet
 * @param nowMillis the owner's clock
 * @param limits the configured bounds
 */
public record ClusterView(
        Failover mode,
        boolean commitsWait,
        String primary,
        Ledger ledger,
        List<NodeView> nodes,
        List<FaultView> faults,
        Optional<Order> order,
        long nowMillis,
        Limits limits) {

    /**
     * A person's order that another node shall write.
     *
     * @param incident names it
     * @param to whom to promote; empty to choose
     * @param force promote without a proven fence
     * @param planned a switch-over of a primary that is well, which is called off where something stands in its way
     */
    public record Order(String incident, String to, boolean force, boolean planned) {

        /** To fail over. */
        public Order(String incident, String to, boolean force) {
            this(incident, to, force, false);
        }
    }

    /**
     * @param verdictMaxAgeMillis an older verdict is not acted upon
     * @param coolDownMillis how long after a fail-over no automatic one begins
     * @param maxLagMillis a standby further behind is not promoted
     * @param verifiedWithinMillis a standby that was not found identical within this time is not promoted; 0 to ask for nothing
     * @param switchLagMillis a planned switch-over does not begin to a standby further behind
     */
    public record Limits(
            long verdictMaxAgeMillis,
            long coolDownMillis,
            long maxLagMillis,
            long verifiedWithinMillis,
            long switchLagMillis) {

        /** Without a condition on comparisons, or one of switch-overs. */
        public Limits(long verdictMaxAgeMillis, long coolDownMillis, long maxLagMillis) {
            this(verdictMaxAgeMillis, coolDownMillis, maxLagMillis, 0, maxLagMillis);
        }
    }

    public ClusterView {
        nodes = List.copyOf(nodes);
        faults = List.copyOf(faults);
    }

    /** The same with another past. */
    ClusterView with(Ledger other) {
        return new ClusterView(mode, commitsWait, primary, other, nodes, faults, order, nowMillis, limits);
    }

    /** The same where nobody counts on one of the nodes. */
    ClusterView without(String node) {
        List<NodeView> others =
                nodes.stream().filter(known -> !known.name().equals(node)).toList();
        return new ClusterView(mode, commitsWait, primary, ledger, others, faults, order, nowMillis, limits);
    }

    Optional<NodeView> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }
}
