package dev.understudy.stage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.connect.ConnectorTemplate;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker, Connect and MariaDB as real children: what is written arrives in one ordered changelog, and nothing is left. */
class StageIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void what_a_database_writes_arrives_in_the_changelog_in_its_order() throws Exception {
        List<Long> pids = new ArrayList<>();
        try (Stage stage = Stage.open(RunFolder.create(folder.resolve("run")))) {
            DatabaseServer database = DatabaseServer.initialise(
                    stage,
                    new DatabaseServer.Options(
                            "orders-a", ServerBinaries.mariadb(stage.distribution()), 1, stage.freePort()));
            database.startWithoutWaiting();
            KafkaBroker kafka = KafkaBroker.start(stage);
            createTopics(kafka.bootstrap());
            ConnectWorker connect = ConnectWorker.start(stage, kafka.bootstrap(), "mariadb");
            database.awaitReady();
            write(database, "SET GLOBAL read_only = OFF", "CREATE DATABASE shop");
            createConnector(connect, database, kafka.bootstrap());

            try (KafkaConsumer<String, String> consumer = consumer(kafka.bootstrap())) {
                read(consumer, record -> record.has("ts_ms") && record.size() == 1, new ArrayList<>());
                write(
                        database,
                        "CREATE TABLE shop.item (id INT PRIMARY KEY, name VARCHAR(20))",
                        "INSERT INTO shop.item VALUES (1, 'violin'), (2, 'viola')",
                        "ALTER TABLE shop.item ADD COLUMN stock INT",
                        "UPDATE shop.item SET stock = 7 WHERE id = 2",
                        "DELETE FROM shop.item WHERE id = 1");
                List<String> seen = new ArrayList<>();
                read(consumer, record -> record.path("op").asText().equals("d"), seen);
                assertThat(seen)
                        .filteredOn(line -> !line.startsWith("BEGIN") && !line.startsWith("END"))
                        .containsExactly(
                                "ddl CREATE TABLE", "c 1 violin", "c 2 viola", "ddl ALTER TABLE", "u 2 viola", "d 1");
            }

            kafka.restart();
            database.restart();
            assertThat(number(database, "SELECT @@GLOBAL.read_only"))
                    .as("read-only by its own options file")
                    .isEqualTo(1);
            assertThat(number(database, "SELECT COUNT(*) FROM shop.item")).isEqualTo(1);
            database.kill();
            try (DatabaseServer reader = database.openForComparison()) {
                assertThat(number(reader, "SELECT COUNT(*) FROM shop.item")).isEqualTo(1);
            }
            stage.running().forEach(child -> pids.add(child.pid()));
            assertThat(pids).hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(pids)
                .allMatch(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static void createTopics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<NewTopic> topics = TopicPolicy.of("orders").stream()
                    .map(policy -> new NewTopic(policy.name(), Optional.of(policy.partitions()), Optional.empty())
                            .configs(policy.config()))
                    .toList();
            admin.createTopics(topics).all().get(30, SECONDS);
        }
    }

    private static void createConnector(ConnectWorker connect, DatabaseServer database, String bootstrap)
            throws Exception {
        String password = Files.readString(database.rootPasswordFile()).strip();
        String body = ConnectorTemplate.connector("mariadb")
                .fill(Map.of(
                        "cluster", "orders",
                        "epoch", "1",
                        "state", "RUNNING",
                        "host", "127.0.0.1",
                        "port", Integer.toString(database.port()),
                        "user", DatabaseServer.ROOT,
                        "password", password,
                        "serverId", "7001",
                        "bootstrap", bootstrap));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(connect.url() + "/connectors"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static void write(DatabaseServer database, String... statements) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static long number(DatabaseServer database, String query) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static KafkaConsumer<String, String> consumer(String bootstrap) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        TopicPartition changelog = new TopicPartition(Topics.changelog("orders"), 0);
        consumer.assign(List.of(changelog));
        consumer.seekToBeginning(List.of(changelog));
        return consumer;
    }

    private static void read(KafkaConsumer<String, String> consumer, Predicate<JsonNode> last, List<String> seen)
            throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                JsonNode value = JSON.readTree(record.value());
                line(value).ifPresent(seen::add);
                if (last.test(value)) {
                    return;
                }
            }
        }
        throw new AssertionError("not seen within 60 s; seen: " + seen);
    }

    private static Optional<String> line(JsonNode value) {
        if (value.has("ddl")) {
            String[] words = value.path("ddl").asText().split(" ", 3);
            return Optional.of("ddl " + words[0] + " " + words[1]);
        }
        if (value.has("op")) {
            JsonNode after = value.path("after").isObject() ? value.path("after") : value.path("before");
            String name = value.path("op").asText().equals("d")
                    ? ""
                    : " " + after.path("name").asText();
            return Optional.of(
                    value.path("op").asText() + " " + after.path("id").asText() + name);
        }
        return value.has("status") ? Optional.of(value.path("status").asText()) : Optional.empty();
    }
}
