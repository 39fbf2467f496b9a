package dev.understudy.recovery;

import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.Roster;
import dev.understudy.recovery.server.Server;
import dev.understudy.recovery.steps.Context;
import dev.understudy.recovery.steps.Records;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.NodeConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's nodes: those of the configuration, and those that were added while it ran, which the audit trail names. Orders may come from any thread;
 * they are carried out by the one that works for the cluster.
 */
final class Members {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final ClusterConfig config;
    private final Context context;
    private final Records records;
    private final BiFunction<String, NodeConfig, Server> servers;
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();

    /**
     * @param added null where the node is to go
     */
    private record Order(String node, @Nullable NodeConfig added) {}

    /**
     * @param servers makes the server of a node
     */
    Members(ClusterConfig config, Context context, Records records, BiFunction<String, NodeConfig, Server> servers) {
        this.config = config;
        this.context = context;
        this.records = records;
        this.servers = servers;
    }

    /** As they are now, in the order of preference. */
    Map<String, NodeConfig> nodes() {
        Map<String, NodeConfig> nodes = new LinkedHashMap<>(config.nodes());
        added().forEach(nodes::putIfAbsent);
        return nodes;
    }

    /** The configuration, with those that were added. */
    ClusterConfig config() {
        return config.with(nodes());
    }

    private Map<String, NodeConfig> added() {
        Ledger ledger = context.log().ledger();
        return ledger.roster().added();
    }

    /** Whether it is no node of the configuration. */
    boolean isAdded(String node) {
        return !config.nodes().containsKey(node) && added().containsKey(node);
    }

    /** What a predecessor was told, told again: the trail forgets what is very old. */
    void restore() {
        added().forEach((node, known) -> {
            if (isAdded(node)) {
                record(Roster.ADD, node, known, node + " is one of the cluster's, as it was");
                context.servers().add(servers.apply(node, known));
            }
        });
    }

    void add(String node, NodeConfig known) {
        orders.add(new Order(node, known));
        context.observations().wake();
    }

    void remove(String node) {
        orders.add(new Order(node, null));
        context.observations().wake();
    }

    /** By the cluster's one thread, while no plan is open. */
    void carryOut(Reign reign) {
        for (Order order = orders.poll(); order != null; order = orders.poll()) {
            NodeConfig known = order.added();
            String node = order.node();
            NodeConfig gone = added().get(node);
            if (known != null && !nodes().containsKey(node)) {
                record(
                        Roster.ADD,
                        node,
                        known,
                        node + " at " + known.address() + " is one of the cluster's from here on");
                context.servers().add(servers.apply(node, known));
            } else if (known == null && gone != null && isAdded(node) && !node.equals(reign.writer())) {
                context.replays().stop(node);
                record(Roster.REMOVE, node, gone, node + " is none of the cluster's any more");
                context.servers().remove(node);
            } else {
                LOG.warn("the order about {} comes too late: nothing is changed", node);
            }
        }
    }

    private void record(String step, String node, NodeConfig known, String text) {
        LOG.info("{}", text);
        context.log()
                .commit(new Batch()
                        .step(records.step(
                                RecoveryStep.Plan.MEMBERSHIP,
                                "membership/" + node,
                                context.log().ledger().burnt(),
                                step,
                                RecoveryStep.State.DONE,
                                text,
                                Roster.details(node, known))));
    }
}
