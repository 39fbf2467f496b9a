package dev.understudy.recovery.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic of one partition from an offset on. Not thread-safe. */
public final class LogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public LogReader(Map<String, Object> kafka, String topic) {
        partition = new TopicPartition(topic, 0);
        consumer = LogConsumer.open(kafka, "earliest");
        consumer.assign(List.of(partition));
    }

    /** Asks once, so that the first who is in haste need not wait for a connection. */
    public void warmUp() {
        try {
            end();
        } catch (KafkaException e) {
            LOG.debug("not warm: {}", e.toString());
        }
    }

    /** Where the topic ends now. */
    public long end() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    public void seek(long offset) {
        consumer.seek(partition, Math.max(0, offset));
    }

    /** Goes on with the first record of this time, ms since 1970 by Kafka's clock; with the end where there is none. */
    public void seekToTime(long millis) {
        // The end is asked for first: what arrives between the two questions must not be jumped over.
        long end = end();
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(partition, millis)).get(partition);
        consumer.seek(partition, first == null ? end : Math.min(end, first.offset()));
    }

    /** The offset that is read next. */
    public long position() {
        return consumer.position(partition);
    }

    public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
        return consumer.poll(patience).records(partition);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
