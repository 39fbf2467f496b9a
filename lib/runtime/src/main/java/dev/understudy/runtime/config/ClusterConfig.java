package dev.understudy.runtime.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One database cluster.
 *
 * @param engine {@code mysql} or {@code mariadb}
 * @param primary the node that is installed as the first epoch's writer
 * @param failover what recovery may do by itself
 * @param durability what a commit waits for
 * @param connect the Connect worker's REST address, such as {@code http://127.0.0.1:8083}
 * @param nodes the servers by name, in the order of preference
 * @param accounts the accounts that Understudy uses
 */
public record ClusterConfig(
        String engine,
        String primary,
        Failover failover,
        Durability durability,
        String connect,
        Map<String, NodeConfig> nodes,
        Accounts accounts) {

    public enum Failover {
        AUTOMATIC,
        /** Decide and report; change nothing. The default. */
        SHADOW,
        /** Only on a person's order. */
        MANUAL;

        @JsonCreator
        static Failover of(String text) {
            try {
                return valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("failover is automatic, shadow or manual, not '" + text + "'", e);
            }
        }
    }

    /** What a commit waits for. */
    public enum Durability {
        /** For the primary alone. The default. */
        ASYNCHRONOUS,
        /** Until Kafka has the transaction. */
        ZERO_LOSS;

        /**
         * Reads {@code zero-loss} or {@code asynchronous}.
         *
         * @throws IllegalArgumentException where it is neither
         */
        @JsonCreator
        public static Durability of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "asynchronous" -> ASYNCHRONOUS;
                case "zero-loss" -> ZERO_LOSS;
                default ->
                    throw new IllegalArgumentException("durability is zero-loss or asynchronous, not '" + text + "'");
            };
        }

        /** As the configuration writes it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The accounts that Understudy uses on every node.
     *
     * @param recovery applies, promotes, seeds
     * @param agent the canary and the probes; may not bypass read-only
     * @param fence makes a server read-only and ends sessions
     * @param connector Debezium's
     */
    public record Accounts(Account recovery, Account agent, Account fence, Account connector) {
        public Accounts {
            if (recovery == null || agent == null || fence == null || connector == null) {
                throw new IllegalArgumentException("needs recovery, agent, fence and connector");
            }
        }
    }

    public ClusterConfig {
        if (!"mysql".equals(engine) && !"mariadb".equals(engine)) {
            throw new IllegalArgumentException(
                    "engine is mysql or mariadb" + (engine == null ? "" : ", not '" + engine + "'"));
        }
        if (nodes == null || nodes.isEmpty()) {
            throw new IllegalArgumentException("nodes is missing: at least one server");
        }
        if (primary == null || !nodes.containsKey(primary)) {
            throw new IllegalArgumentException(
                    "primary is '" + primary + "', which is none of the nodes " + nodes.keySet());
        }
        if (connect == null) {
            throw new IllegalArgumentException("connect is missing: the Connect worker's address");
        }
        if (accounts == null) {
            throw new IllegalArgumentException("accounts is missing");
        }
        failover = failover == null ? Failover.SHADOW : failover;
        durability = durability == null ? Durability.ASYNCHRONOUS : durability;
        nodes = new LinkedHashMap<>(nodes);
    }

    /**
     * @throws ConfigurationException where there is no such node
     */
    public NodeConfig node(String name) {
        @Nullable NodeConfig node = nodes.get(name);
        if (node == null) {
            throw new ConfigurationException("there is no node '" + name + "'; there are " + nodes.keySet());
        }
        return node;
    }

    /** The same cluster with these nodes. */
    public ClusterConfig with(Map<String, NodeConfig> others) {
        return new ClusterConfig(engine, primary, failover, durability, connect, others, accounts);
    }
}
