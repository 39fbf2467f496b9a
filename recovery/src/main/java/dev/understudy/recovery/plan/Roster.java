package dev.understudy.recovery.plan;

import dev.understudy.events.Address;
import dev.understudy.events.RecoveryStep;
import dev.understudy.runtime.config.NodeConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that were added to a cluster while it ran, as the audit trail has them: a successor knows them, whatever its configuration says.
 * Immutable.
 *
 * @param added by name, in the order in which they came
 */
public record Roster(Map<String, NodeConfig> added) {

    public static final Roster EMPTY = new Roster(Map.of());

    /** The names of the steps. */
    public static final String ADD = "add";

    public static final String REMOVE = "remove";

    public Roster {
        added = Collections.unmodifiableMap(new LinkedHashMap<>(added));
    }

    Roster and(RecoveryStep record) {
        Map<String, NodeConfig> nodes = new LinkedHashMap<>(added);
        String node = text(record, "node");
        if (record.step().equals(REMOVE)) {
            nodes.remove(node);
        } else if (record.step().equals(ADD)) {
            String agent = text(record, "agent");
            nodes.put(
                    node,
                    new NodeConfig(
                            Address.parse(text(record, "address")),
                            text(record, "host"),
                            agent.isEmpty() ? null : Address.parse(agent),
                            Boolean.TRUE.equals(record.details().get("promotable"))));
        }
        return new Roster(nodes);
    }

    /** What a record of a node says, to be read by {@link #and}. */
    public static Map<String, Object> details(String node, NodeConfig config) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("node", node);
        details.put("address", config.address().toString());
        details.put("host", config.host());
        @Nullable Address agent = config.agent();
        if (agent != null) {
            details.put("agent", agent.toString());
        }
        details.put("promotable", Boolean.TRUE.equals(config.promotable()));
        return details;
    }

    private static String text(RecoveryStep record, String key) {
        Object value = record.details().get(key);
        return value == null ? "" : value.toString();
    }
}
