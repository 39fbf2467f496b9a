package dev.understudy.agent;

import dev.understudy.agent.server.Sessions;
import dev.understudy.engine.Engine;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.KafkaConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an agent is told at its start.
 *
 * @param config its own section
 * @param clusterName its cluster's name
 * @param cluster its cluster
 * @param kafka how Kafka is reached
 * @param startMillis when it started, ms since 1970
 */
record Setting(AgentConfig config, String clusterName, ClusterConfig cluster, KafkaConfig kafka, long startMillis) {

    Node node() {
        var node = cluster.node(config.node());
        String host = node.host() == null ? node.address().host() : node.host();
        return new Node(clusterName, config.node(), host, node.address());
    }

    Engine engine() {
        return Engine.named(cluster.engine());
    }

    /** On the own server. */
    Sessions sessions(Account account) {
        return new Sessions(engine(), node().address(), account);
    }

    /** On each other node. */
    Map<String, Sessions> others() {
        Map<String, Sessions> others = new LinkedHashMap<>();
        cluster.nodes().forEach((name, other) -> {
            if (!name.equals(config.node())) {
                others.put(
                        name,
                        new Sessions(
                                engine(), other.address(), cluster.accounts().agent()));
            }
        });
        return others;
    }

    /** The users whose sessions a read-only fence leaves alone. */
    Set<String> ownUsers() {
        ClusterConfig.Accounts accounts = cluster.accounts();
        return Set.of(
                accounts.recovery().user(),
                accounts.agent().user(),
                accounts.fence().user(),
                accounts.connector().user());
    }
}
