package dev.understudy.heartbeat;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How heartbeats are sent.
 *
 * @param client the Kafka client's properties: {@code bootstrap.servers}, security; what is set here about time-outs, retries
 *     and batching is overruled
 * @param interval how often a node is reported; 10 ms to 60 s. A heartbeat older than two intervals is not sent any more
 */
public record HeartbeatSettings(Map<String, Object> client, Duration interval) {

    /** Below this a broker's ordinary pause would already count as a failure. */
    private static final long SHORTEST_DELIVERY_MILLIS = 400;

    public HeartbeatSettings {
        requireNonNull(interval, "interval");
        client = Map.copyOf(client);
        if (interval.toMillis() < 10 || interval.toMillis() > 60_000) {
            throw new IllegalArgumentException(
                    "a heartbeat's interval is 10ms to 60s, not " + interval.toMillis() + "ms");
        }
    }

    /** How old a heartbeat may get before it is dropped, ms. */
    public long staleAfterMillis() {
        return Math.max(SHORTEST_DELIVERY_MILLIS, 2 * interval.toMillis());
    }

    /** The producer's properties. */
    Map<String, Object> producer() {
        Map<String, Object> producer = new HashMap<>(client);
        producer.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        producer.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        producer.put("acks", "1");
        producer.put("enable.idempotence", "false");
        producer.put("linger.ms", "0");
        producer.put("compression.type", "none");
        // Bounds all retries: what is not there after two intervals is stale, and its successor is on the way.
        producer.put("delivery.timeout.ms", (int) staleAfterMillis());
        producer.put("request.timeout.ms", (int) staleAfterMillis());
        producer.put("retry.backoff.ms", 20L);
        producer.put("retry.backoff.max.ms", 100L);
        producer.put("reconnect.backoff.ms", 20L);
        producer.put("reconnect.backoff.max.ms", 200L);
        producer.put("max.block.ms", interval.toMillis());
        producer.put("buffer.memory", 4L * 1024 * 1024);
        return producer;
    }
}
