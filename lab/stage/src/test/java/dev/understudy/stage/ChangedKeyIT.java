package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.connect.ConnectorTemplate;
import dev.understudy.engine.Engine;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector whose last receipt is for the first of a changed key's two records: the second is not lost. */
class ChangedKeyIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTOR = "orders-e1";
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void a_connector_that_died_between_the_halves_of_a_changed_key_sends_the_second(String engine) throws Exception {
        try (Stage stage = Stage.open(RunFolder.create(folder.resolve("run")))) {
            DatabaseServer database = DatabaseServer.initialise(
                    stage,
                    new DatabaseServer.Options(
                            "orders-a", ConnectorHandOverIT.binaries(engine, stage), 1, stage.freePort()));
            database.startWithoutWaiting();
            KafkaBroker kafka = KafkaBroker.start(stage);
            Changelog.createTopics(kafka.bootstrap(), "orders");
            ConnectRest connect = new ConnectRest(
                    ConnectWorker.start(stage, kafka.bootstrap(), engine).url(), Duration.ofSeconds(30));
            database.awaitReady();
            try (Connection connection = database.connect()) {
                Engine.named(engine).setReadOnly(connection, false);
            }
            write(database, "CREATE DATABASE shop");

            // The new row is larger than what this one may send: the old row's record is the last that Kafka has.
            connect.create(connector(database, kafka.bootstrap(), "20000"));
            try (Changelog changelog = new Changelog(kafka.bootstrap(), "orders")) {
                changelog.until(Changelog::isHeartbeat);
                write(
                        database,
                        "CREATE TABLE shop.item (id INT PRIMARY KEY, name MEDIUMTEXT)",
                        "INSERT INTO shop.item VALUES (1, 'violin')",
                        "UPDATE shop.item SET id = 2, name = REPEAT('y', 60000) WHERE id = 1");
                changelog.until(record -> record.path("op").asText().equals("d"));
                awaitFailed(connect);
                connect.delete(CONNECTOR);
                connect.create(connector(database, kafka.bootstrap(), "200000000"));
                List<String> since = Changelog.lines(
                        changelog.until(record -> record.path("op").asText().equals("c")));
                assertThat(since.get(since.size() - 1)).startsWith("c 2 yyy");
            }
        }
    }

    private static void awaitFailed(ConnectRest connect) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!connect.state(CONNECTOR).map(ConnectorState::failed).orElse(false)) {
            assertThat(System.currentTimeMillis()).as("the task fails").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static String connector(DatabaseServer database, String bootstrap, String mostBytes) throws Exception {
        ObjectNode connector = (ObjectNode) JSON.readTree(ConnectorTemplate.connector(database.engine())
                .fill(Map.of(
                        "cluster", "orders",
                        "epoch", "1",
                        "state", "RUNNING",
                        "host", "127.0.0.1",
                        "port", Integer.toString(database.port()),
                        "user", DatabaseServer.ROOT,
                        "password",
                                Files.readString(database.rootPasswordFile()).strip(),
                        "serverId", "7001",
                        "bootstrap", bootstrap)));
        connector.withObject("/config").put("producer.override.max.request.size", mostBytes);
        return connector.toString();
    }

    private static void write(DatabaseServer database, String... statements) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
