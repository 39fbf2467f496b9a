package dev.understudy.runtime.kafka;

import dev.understudy.events.Decoded;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.UnderstudyRecord;
import dev.understudy.runtime.OnChange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic, committed records only, and hands each one over. A broker that does not answer, or a topic that is not
 * there yet, is waited for; what was read is not read again, and what was not is not missed. A record that cannot be read
 * is counted, logged once per reason, and skipped. The handler runs on the follower's own thread.
 *
 * @param <T> the topic's records
 */
public final class TopicFollower<T extends UnderstudyRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Takes a record. */
    public interface Handler<T> {
        /**
         * @param timestampMillis Kafka's time of the record
         */
        void accept(T value, long timestampMillis);
    }

    /**
     * What is read.
     *
     * @param topic the topic
     * @param codec its records
     * @param sinceMillis begins with the first record of this time, ms since 1970; 0 begins with the first there is
     */
    public record Source<T extends UnderstudyRecord>(String topic, RecordCodec<T> codec, long sinceMillis) {}

    private final Map<String, Object> properties;
    private final Source<T> source;
    private final Handler<T> handler;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final OnChange connection;
    private final OnChange refusals;
    private final Thread thread;
    private final Polling polling = new Polling();

    private TopicFollower(Map<String, Object> client, Source<T> source, Handler<T> handler) {
        this.properties = new HashMap<>(client);
        properties.put("key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        properties.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        properties.put("default.api.timeout.ms", "5000");
        properties.put("request.timeout.ms", "4000");
        properties.put("reconnect.backoff.max.ms", "200");
        // A partition that has a leader again is to be read at once.
        properties.put("retry.backoff.max.ms", "200");
        this.source = source;
        this.handler = handler;
        this.connection = new OnChange(LOG, "reading " + source.topic());
        this.refusals = new OnChange(LOG, "a record of " + source.topic() + " was skipped");
        this.thread = new Thread(this::run, "follow-" + source.topic());
        thread.setDaemon(true);
    }

    public static <T extends UnderstudyRecord> TopicFollower<T> start(
            Map<String, Object> client, Source<T> source, Handler<T> handler) {
        TopicFollower<T> follower = new TopicFollower<>(client, source, handler);
        follower.thread.start();
        return follower;
    }

    /** How many records could not be read. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        polling.end();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!polling.isOver()) {
            try {
                polling.read(new KafkaConsumer<byte[], byte[]>(properties), this::follow);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (KafkaException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                connection.trouble(String.valueOf(cause.getMessage()));
            }
            try {
                polling.pause(300);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(source.topic());
        if (partitions == null || partitions.isEmpty()) {
            connection.trouble("the topic is not there yet");
            return;
        }
        List<TopicPartition> assigned = partitions.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(assigned);
        assigned.stream().filter(partition -> !positions.containsKey(partition)).forEach(partition -> {
            positions.put(partition, beginning(consumer, partition));
        });
        assigned.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        connection.well();
        while (!polling.isOver()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                take(record);
            }
        }
    }

    private long beginning(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        if (source.sinceMillis() == 0) {
            return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
        // The end is asked for first: what arrives between the two questions must not be jumped over.
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        Map<TopicPartition, OffsetAndTimestamp> since =
                consumer.offsetsForTimes(Map.of(partition, source.sinceMillis()));
        OffsetAndTimestamp first = since.get(partition);
        return first == null ? end : Math.min(end, first.offset());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Decoded<T> decoded = source.codec().decode(record.value());
        if (decoded instanceof Decoded.Value<T> value) {
            try {
                handler.accept(value.value(), record.timestamp());
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("a record of {} at offset {} was not taken", source.topic(), record.offset(), e);
            }
        } else if (decoded instanceof Decoded.Refused<T> refusal) {
            refused.incrementAndGet();
            refusals.trouble(refusal.reason());
        }
    }
}
