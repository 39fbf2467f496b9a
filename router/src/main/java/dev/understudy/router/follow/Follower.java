package dev.understudy.router.follow;

import dev.understudy.events.Topics;
import dev.understudy.runtime.kafka.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads routes and faults from Kafka, on one thread, for as long as it lives. A Kafka that is away is one line in the log for
 * each change, and is tried again: the last route goes on meanwhile.
 */
public final class Follower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ASK = Duration.ofSeconds(2);
    private static final long ASK_EVERY_MILLIS = 2_000;
    private static final long RETRY_MILLIS = 500;
    private static final long FAULTS_BACK_MILLIS = 60_000;

    private final Map<String, Object> client;
    private final Intake intake;
    private final LongSupplier clock;
    private final LongSupplier wallMillis;
    private final Thread thread = new Thread(this::run, "router-follower");
    private final Polling polling = new Polling();
    private volatile boolean caughtUp;
    private volatile long heardAt;
    private boolean away;

    /**
     * @param client the Kafka client's properties
     * @param clock ms, monotonic
     * @param wallMillis the wall clock, ms: how far back faults are read
     */
    public Follower(Map<String, Object> client, Intake intake, LongSupplier clock, LongSupplier wallMillis) {
        this.client = new HashMap<>(client);
        this.client.put("isolation.level", "read_committed");
        this.client.put("enable.auto.commit", "false");
        this.client.put("auto.offset.reset", "earliest");
        this.client.put("fetch.max.wait.ms", "500");
        this.client.put("fetch.min.bytes", "1");
        this.client.put("reconnect.backoff.ms", "50");
        this.client.put("reconnect.backoff.max.ms", "500");
        this.client.put("default.api.timeout.ms", "10000");
        this.client.put("request.timeout.ms", "5000");
        this.intake = intake;
        this.clock = clock;
        this.wallMillis = wallMillis;
        this.heardAt = clock.getAsLong();
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** For how long no broker has answered, ms. */
    public long silentMillis() {
        return clock.getAsLong() - heardAt;
    }

    /** Whether everything that was there at the start is read. */
    public boolean caughtUp() {
        return caughtUp;
    }

    private void run() {
        try {
            while (!polling.isOver()) {
                try {
                    polling.read(
                            new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                            this::follow);
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    tellAway(e);
                    polling.pause(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.ROUTES, Topics.FAULTS)) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, ASK);
            if (found == null || found.isEmpty()) {
                throw new KafkaException("the topic " + topic + " does not exist yet");
            }
            found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        seek(consumer, partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
        heard();
        long askedAt = clock.getAsLong();
        while (!polling.isOver()) {
            boolean some = false;
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                some = true;
                take(entry);
            }
            if (!caughtUp) {
                caughtUp = ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey(), ASK) >= end.getValue());
            }
            long now = clock.getAsLong();
            if (some) {
                heard();
            } else if (now - askedAt >= ASK_EVERY_MILLIS) {
                // An empty poll does not tell a quiet broker from one that is away.
                askedAt = now;
                consumer.endOffsets(partitions, ASK);
                heard();
            }
        }
    }

    private void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(Topics.ROUTES)) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                times.put(partition, wallMillis.getAsLong() - FAULTS_BACK_MILLIS);
            }
        }
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, ASK);
        for (TopicPartition partition : times.keySet()) {
            OffsetAndTimestamp at = found.get(partition);
            if (at == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, at.offset());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        try {
            if (entry.topic().equals(Topics.ROUTES)) {
                intake.route(entry.value());
            } else {
                intake.fault(entry.value());
            }
        } catch (RuntimeException e) {
            LOG.error("{} offset {} could not be taken in", entry.topic(), entry.offset(), e);
        }
    }

    private void heard() {
        heardAt = clock.getAsLong();
        if (away) {
            away = false;
            LOG.info("Kafka answers again");
        }
    }

    private void tellAway(KafkaException e) {
        if (!away) {
            away = true;
            LOG.warn("routes and faults cannot be read, the last route goes on: {}; trying again", reason(e));
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        polling.end();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
