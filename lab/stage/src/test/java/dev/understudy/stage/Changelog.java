package dev.understudy.stage;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a cluster's changelog from its beginning, one short line for each record that matters. */
final class Changelog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final KafkaConsumer<String, String> consumer;
    private final List<JsonNode> ahead = new ArrayList<>();

    Changelog(String bootstrap, String cluster) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        TopicPartition changelog = new TopicPartition(Topics.changelog(cluster), 0);
        consumer.assign(List.of(changelog));
        consumer.seekToBeginning(List.of(changelog));
    }

    static void createTopics(String bootstrap, String cluster) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<NewTopic> topics = TopicPolicy.of(cluster).stream()
                    .map(policy -> new NewTopic(policy.name(), Optional.of(policy.partitions()), Optional.empty())
                            .configs(policy.config()))
                    .toList();
            admin.createTopics(topics).all().get(30, SECONDS);
        }
    }

    /** Reads on up to the first record that fits, and returns all that were read. */
    List<JsonNode> until(Predicate<JsonNode> last) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            while (!ahead.isEmpty()) {
                JsonNode record = ahead.remove(0);
                read.add(record);
                if (last.test(record)) {
                    return read;
                }
            }
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                ahead.add(JSON.readTree(record.value()));
            }
        }
        throw new AssertionError("not seen within " + PATIENCE_SECONDS + " s; seen: " + lines(read));
    }

    static boolean isHeartbeat(JsonNode record) {
        return record.size() == 1 && record.has("ts_ms");
    }

    /** {@code c 7 violin} for a row of id and name, {@code ddl ALTER TABLE} for DDL; boundaries and heartbeats left out. */
    static List<String> lines(List<JsonNode> records) {
        return records.stream().flatMap(record -> line(record).stream()).toList();
    }

    static Optional<String> line(JsonNode value) {
        if (value.has("ddl")) {
            // Behind the first word stands the comment that carries the statement's session.
            String[] words = value.path("ddl")
                    .asText()
                    .replaceFirst(" /\\*understudy [^*]*\\*/", "")
                    .split(" ", 3);
            return Optional.of("ddl " + words[0] + " " + words[1]);
        }
        if (!value.has("op")) {
            return Optional.empty();
        }
        String op = value.path("op").asText();
        JsonNode row = value.path(op.equals("d") ? "before" : "after");
        return Optional.of(
                op + " " + row.path("id").asText() + " " + row.path("name").asText());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
