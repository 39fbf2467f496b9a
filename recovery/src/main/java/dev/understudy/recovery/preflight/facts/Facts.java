package dev.understudy.recovery.preflight.facts;

import dev.understudy.engine.Acknowledgers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a pre-flight knows.
 *
 * @param cluster the configuration's word
 * @param primary which node is the writer, or is to be
 * @param nodes of each node that answered, what it said
 * @param topics of the cluster's topics, how they are kept; empty where Kafka did not answer
 * @param connector how the connector stands; empty where Connect did not answer
 * @param acknowledgers who lets the writer's commits return; empty where that was not asked, or not answered
 * @param unread what did not answer, and why
 */
public record Facts(
        Cluster cluster,
        String primary,
        Map<String, NodeFacts> nodes,
        Optional<LogFacts> topics,
        Optional<ConnectorFacts> connector,
        Optional<Acknowledgers> acknowledgers,
        List<Unread> unread) {

    /** A part that is not a node: Kafka. */
    public static final String KAFKA = "kafka";

    /** A part that is not a node: Connect. */
    public static final String CONNECT = "connect";

    public Facts {
        nodes = new LinkedHashMap<>(nodes);
        unread = List.copyOf(unread);
    }

    /**
     * What could not be read.
     *
     * @param part a node, {@link #KAFKA} or {@link #CONNECT}
     */
    public record Unread(String part, String why) {}

    /** Nothing was ever read. */
    public static Facts nothing(Cluster cluster, String primary) {
        return new Facts(cluster, primary, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** The writer, where it answered. */
    public Optional<NodeFacts> writer() {
        return Optional.ofNullable(nodes.get(primary));
    }

    /** The nodes that answered and are not the writer. */
    public List<NodeFacts> standbys() {
        return nodes.values().stream()
                .filter(node -> !node.node().equals(primary))
                .toList();
    }

    /** These facts, and where a part did not answer what is known of it from before. */
    public Facts orFrom(Facts before) {
        Map<String, NodeFacts> all = new LinkedHashMap<>();
        for (String node : cluster.nodes()) {
            NodeFacts known = nodes.containsKey(node) ? nodes.get(node) : before.nodes.get(node);
            if (known != null) {
                all.put(node, known);
            }
        }
        return new Facts(
                cluster,
                primary,
                all,
                topics.or(() -> before.topics),
                connector.or(() -> before.connector),
                acknowledgers.or(() -> before.acknowledgers),
                unread);
    }

    /** These facts without what the connector is like. */
    public Facts withoutConnector() {
        return new Facts(cluster, primary, nodes, topics, Optional.empty(), acknowledgers, unread);
    }

    /** What of these facts still holds when another node has become the writer: what is known of that one, and of the log. */
    public Facts reduced(String writer) {
        Map<String, NodeFacts> kept = new LinkedHashMap<>(nodes);
        kept.keySet().retainAll(java.util.Set.of(writer));
        return new Facts(cluster, writer, kept, topics, Optional.empty(), Optional.empty(), List.of());
    }

    /** The parts that are known. */
    public List<String> answered() {
        List<String> answered = new ArrayList<>(nodes.keySet());
        topics.ifPresent(any -> answered.add(KAFKA));
        connector.ifPresent(any -> answered.add(CONNECT));
        return answered;
    }

    /** The parts of which nothing is known at all. */
    public List<String> unknown() {
        List<String> unknown = new ArrayList<>(cluster.nodes());
        unknown.add(KAFKA);
        unknown.add(CONNECT);
        unknown.removeAll(answered());
        return unknown;
    }
}
