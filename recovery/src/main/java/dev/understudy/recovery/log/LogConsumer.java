package dev.understudy.recovery.log;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** How every reader of a changelog or journal reads: committed records only, from offsets of its own, promptly. */
public final class LogConsumer {

    private LogConsumer() {}

    /**
     * @param kafka a client's properties
     * @param reset what becomes of an offset that is not there: {@code none} to fail, or {@code earliest}
     * @return owned by the caller
     */
    public static KafkaConsumer<byte[], byte[]> open(Map<String, Object> kafka, String reset) {
        return new KafkaConsumer<>(properties(kafka, reset), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * As {@link #open}, with values where the client has read them to: a large one is not held twice.
     */
    public static KafkaConsumer<byte[], ByteBuffer> openUncopied(Map<String, Object> kafka, String reset) {
        return new KafkaConsumer<>(properties(kafka, reset), new ByteArrayDeserializer(), new ByteBufferDeserializer());
    }

    private static Map<String, Object> properties(Map<String, Object> kafka, String reset) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        // Neither this nor the next keeps a single larger record back.
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 * 1024 * 1024);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        // They are unpacked one by one, so that this many are held at once, however well they were compressed.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        return properties;
    }
}
