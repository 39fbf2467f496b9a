package dev.understudy.recovery.watch;

import dev.understudy.events.Decoded;
import dev.understudy.events.Fault;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.SelfReport;
import dev.understudy.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads heartbeats and faults of one cluster into {@link Observations}, on a thread of its own. */
public final class Watcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final TopicPartition FAULTS = new TopicPartition(Topics.FAULTS, 0);

    /** How far back verdicts are read at the start: a plan may have been cut off by this process's own restart. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    private final Map<String, Object> kafka;
    private final String cluster;
    private final Observations observations;
    private final MeterRegistry metrics;
    private final Thread thread;
    private final Set<String> told = new HashSet<>();
    private volatile boolean closed;

    public Watcher(Map<String, Object> kafka, String cluster, Observations observations, MeterRegistry metrics) {
        this.kafka = Map.copyOf(kafka);
        this.cluster = cluster;
        this.observations = observations;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "watch-" + cluster);
        thread.setDaemon(true);
    }

    public Watcher start() {
        thread.start();
        return this;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                List<TopicPartition> heartbeats = heartbeats(consumer);
                List<TopicPartition> all = new ArrayList<>(heartbeats);
                all.add(FAULTS);
                consumer.assign(all);
                consumer.seekToEnd(heartbeats);
                seekBack(consumer);
                while (!closed) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                        take(record);
                    }
                }
            } catch (WakeupException e) {
                LOG.debug("woken");
            } catch (KafkaException e) {
                LOG.warn("watching {}: {}; trying again", cluster, e.getMessage());
            }
        }
    }

    /** All partitions: where several detectors share the work, one cluster's heartbeats are in any one of them. */
    private static List<TopicPartition> heartbeats(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.HEARTBEATS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        return partitions.isEmpty() ? List.of(new TopicPartition(Topics.HEARTBEATS, 0)) : partitions;
    }

    private static void seekBack(KafkaConsumer<byte[], byte[]> consumer) {
        long from = System.currentTimeMillis() - LOOK_BACK.toMillis();
        OffsetAndTimestamp offset =
                consumer.offsetsForTimes(Map.of(FAULTS, from)).get(FAULTS);
        if (offset == null) {
            consumer.seekToEnd(List.of(FAULTS));
        } else {
            consumer.seek(FAULTS, offset.offset());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.HEARTBEATS)) {
            Decoded<HeartbeatRecord> decoded = RecordCodec.HEARTBEATS.decode(record.value());
            if (decoded instanceof Decoded.Value<HeartbeatRecord> read) {
                if (read.value() instanceof SelfReport report && report.scope().equals(cluster)) {
                    observations.take(report);
                }
            } else {
                refused(record, ((Decoded.Refused<HeartbeatRecord>) decoded).reason());
            }
            return;
        }
        Decoded<Fault> decoded = RecordCodec.FAULTS.decode(record.value());
        if (decoded instanceof Decoded.Value<Fault> read) {
            if (read.value().scope().equals(cluster)) {
                long age = Math.max(0, System.currentTimeMillis() - record.timestamp());
                observations.take(read.value(), Duration.ofMillis(age));
            }
        } else {
            refused(record, ((Decoded.Refused<Fault>) decoded).reason());
        }
    }

    /** Counted always, logged once for each topic and reason, and passed over. */
    private void refused(ConsumerRecord<byte[], byte[]> record, String reason) {
        metrics.counter("understudy.recovery.refused", "topic", record.topic()).increment();
        if (told.size() < 100 && told.add(record.topic() + reason)) {
            LOG.warn("{} offset {} is passed over: {}", record.topic(), record.offset(), reason);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
