package dev.understudy.runtime.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka is reached.
 *
 * @param bootstrap {@code host:port}, several with commas
 * @param replication how many copies the topics have that Understudy creates; 1 to the number of brokers
 * @param properties passed through to every client: security, time-outs
 */
public record KafkaConfig(
        String bootstrap,
        @Nullable Integer replication,
        @Nullable Map<String, String> properties) {

    public KafkaConfig {
        if (bootstrap == null || bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap is missing: host:port of a broker");
        }
        replication = replication == null ? 1 : replication;
        if (replication < 1) {
            throw new IllegalArgumentException("replication is at least 1");
        }
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /** A client's properties: the address and what is passed through. The caller adds its own. */
    public Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>();
        if (properties != null) {
            client.putAll(properties);
        }
        client.put("bootstrap.servers", bootstrap);
        return client;
    }
}
