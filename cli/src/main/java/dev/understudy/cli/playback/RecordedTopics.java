package dev.understudy.cli.playback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.detector.playback.Recorded;
import dev.understudy.events.Decoded;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.events.UnderstudyRecord;
import dev.understudy.runtime.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a detector met in a period: heartbeats, and beside them routes, recovery's steps and maintenances. Not thread-safe. */
public final class RecordedTopics implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final List<String> AROUND = List.of(Topics.ROUTES, Topics.RECOVERIES, Topics.MAINTENANCE);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> present;

    public RecordedTopics(KafkaConfig kafka) {
        Map<String, Object> properties = kafka.client();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        present = consumer.listTopics().keySet();
    }

    /**
     * Hands over all that came in a period, in the order in which Kafka had it. Of before it comes, first, who wrote then; where that is not kept any
     * more, the first that is known.
     *
     * @param from ms since 1970
     * @param to ms since 1970
     * @return how many heartbeats there were
     */
    public long play(long from, long to, Consumer<Recorded> taker) {
        Merge merge = new Merge(around(from, to), taker);
        List<TopicPartition> partitions = partitionsOf(Topics.HEARTBEATS);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = partitions.stream().collect(Collectors.toMap(p -> p, p -> from));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            long end = ends.getOrDefault(partition, 0L);
            consumer.seek(partition, found == null ? end : Math.min(end, found.offset()));
        });
        long heartbeats = 0;
        while (!isRead(ends)) {
            List<Recorded> batch = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.timestamp() > to) {
                    // Whatever follows in this partition came later.
                    ends.put(new TopicPartition(record.topic(), record.partition()), 0L);
                } else if (RecordCodec.HEARTBEATS.decode(record.value())
                        instanceof Decoded.Value<HeartbeatRecord> value) {
                    batch.add(new Recorded(record.timestamp(), value.value()));
                }
            }
            batch.sort(Comparator.comparingLong(Recorded::at));
            batch.forEach(merge::heartbeat);
            heartbeats += batch.size();
        }
        merge.rest();
        return heartbeats;
    }

    private boolean isRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<Recorded> around(long from, long to) {
        List<Recorded> records = new ArrayList<>();
        Map<String, Long> firstRoute = new HashMap<>();
        List<TopicPartition> partitions = AROUND.stream()
                .filter(present::contains)
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!isRead(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                String cluster = record.topic().equals(Topics.ROUTES) ? new String(key(record), UTF_8) : "";
                boolean first = !cluster.isEmpty() && firstRoute.putIfAbsent(cluster, record.timestamp()) == null;
                long at = first ? from : Math.max(from, record.timestamp());
                if (at <= to && decoded(record) instanceof Decoded.Value<? extends UnderstudyRecord> value) {
                    records.add(new Recorded(at, value.value()));
                }
            }
        }
        records.sort(Comparator.comparingLong(Recorded::at));
        return records;
    }

    private static byte[] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? new byte[0] : record.key();
    }

    private static Decoded<? extends UnderstudyRecord> decoded(ConsumerRecord<byte[], byte[]> record) {
        return switch (record.topic()) {
            case Topics.ROUTES -> RecordCodec.ROUTES.decode(record.value());
            case Topics.RECOVERIES -> RecordCodec.RECOVERIES.decode(record.value());
            default -> RecordCodec.MAINTENANCE.decode(record.value());
        };
    }

    private List<TopicPartition> partitionsOf(String topic) {
        return present.contains(topic)
                ? consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList()
                : List.of();
    }

    /** Heartbeats as they are read, and before each what came before it. */
    private static final class Merge {

        private final List<Recorded> around;
        private final Consumer<Recorded> taker;
        private int next;

        private Merge(List<Recorded> around, Consumer<Recorded> taker) {
            this.around = around;
            this.taker = taker;
        }

        void heartbeat(Recorded heartbeat) {
            while (next < around.size() && around.get(next).at() <= heartbeat.at()) {
                taker.accept(around.get(next++));
            }
            taker.accept(heartbeat);
        }

        void rest() {
            around.subList(next, around.size()).forEach(taker);
            next = around.size();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
