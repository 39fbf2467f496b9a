package dev.understudy.recovery.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of one partition from an offset on. Not thread-safe. */
public final class LogReader implements AutoCloseable {

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public LogReader(Map<String, Object> kafka, String topic) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 * 1024 * 1024);
        partition = new TopicPartition(topic, 0);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
    }

    /** Where the topic ends now. */
    public long end() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    public void seek(long offset) {
        consumer.seek(partition, Math.max(0, offset));
    }

    public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
        return consumer.poll(patience).records(partition);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
