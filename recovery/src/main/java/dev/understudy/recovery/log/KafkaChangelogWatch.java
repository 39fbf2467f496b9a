package dev.understudy.recovery.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Waits for a connector to be heard of in the changelog: that it runs says nothing, that it writes does. */
public final class KafkaChangelogWatch implements ChangelogWatch {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> kafka;
    private final String cluster;

    public KafkaChangelogWatch(Map<String, Object> kafka, String cluster) {
        this.kafka = Map.copyOf(kafka);
        this.cluster = cluster;
    }

    @Override
    public boolean streams(String connector, long from, Duration patience, BooleanSupplier goOn) {
        return await(
                from,
                patience,
                goOn,
                record -> record.key() != null
                                && new String(record.key(), UTF_8).contains("\"serverName\":\"" + connector + "\"")
                        || changeOf(connector, record));
    }

    @Override
    public boolean changes(String connector, long from, Duration patience, BooleanSupplier goOn) {
        return await(from, patience, goOn, record -> changeOf(connector, record));
    }

    private boolean await(
            long from, Duration patience, BooleanSupplier goOn, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (LogReader reader = new LogReader(kafka, Topics.changelog(cluster))) {
            reader.seek(from);
            while (System.nanoTime() < deadline && goOn.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (wanted.test(record)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static boolean changeOf(String connector, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return false;
        }
        try {
            JsonNode source = JSON.readTree(record.value()).path("source");
            return source.path("name").asText().equals(connector)
                    && source.path("snapshot").asText("false").equals("false");
        } catch (IOException e) {
            return false;
        }
    }
}
