package dev.understudy.cli.events;

import dev.understudy.events.Decoded;
import dev.understudy.events.Fault;
import dev.understudy.events.Maintenance;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.Topics;
import dev.understudy.runtime.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topics of verdicts, steps, routes and maintenances side by side. Records that cannot be read are passed over. Not thread-safe. */
public final class EventTail implements AutoCloseable {

    private static final List<String> TOPICS =
            List.of(Topics.FAULTS, Topics.RECOVERIES, Topics.ROUTES, Topics.MAINTENANCE);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> endAtStart;

    private EventTail(KafkaConfig kafka) {
        Map<String, Object> properties = kafka.client();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        // One that an older version set up lacks the newer of them.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Set<String> present = consumer.listTopics().keySet();
        partitions = TOPICS.stream()
                .filter(present::contains)
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        consumer.assign(partitions);
        endAtStart = consumer.endOffsets(partitions);
    }

    public static EventTail fromTheBeginning(KafkaConfig kafka) {
        EventTail tail = new EventTail(kafka);
        tail.consumer.seekToBeginning(tail.partitions);
        return tail;
    }

    /** What has come, the oldest first by its writer's clock within this batch. */
    public List<SystemEvent> poll(Duration patience) {
        List<SystemEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            read(record).ifPresent(events::add);
        }
        events.sort((a, b) -> Long.compare(a.at(), b.at()));
        return events;
    }

    /** Whether all that was there when this tail was opened has been read. */
    public boolean atTheEnd() {
        return endAtStart.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Optional<SystemEvent> read(ConsumerRecord<byte[], byte[]> record) {
        switch (record.topic()) {
            case Topics.FAULTS:
                return value(RecordCodec.FAULTS.decode(record.value())).map((Fault f) -> new SystemEvent(f, f.at()));
            case Topics.RECOVERIES:
                return value(RecordCodec.RECOVERIES.decode(record.value()))
                        .map((RecoveryStep s) -> new SystemEvent(s, s.at()));
            case Topics.MAINTENANCE:
                return value(RecordCodec.MAINTENANCE.decode(record.value()))
                        .map((Maintenance m) -> new SystemEvent(m, m.at()));
            default:
                return value(RecordCodec.ROUTES.decode(record.value())).map((Route r) -> new SystemEvent(r, r.at()));
        }
    }

    private static <T> Optional<T> value(Decoded<T> decoded) {
        return decoded instanceof Decoded.Value<T> read ? Optional.of(read.value()) : Optional.empty();
    }
}
