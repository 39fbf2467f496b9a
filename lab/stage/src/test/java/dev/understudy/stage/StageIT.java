package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connect.ConnectorTemplate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker, Connect and MariaDB as real children: what is written arrives in one ordered changelog, and nothing is left. */
class StageIT {

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
            Changelog.createTopics(kafka.bootstrap(), "orders");
            ConnectWorker connect = ConnectWorker.start(stage, kafka.bootstrap(), "mariadb");
            database.awaitReady();
            write(database, "SET GLOBAL read_only = OFF", "CREATE DATABASE shop");
            createConnector(connect, database, kafka.bootstrap());

            try (Changelog changelog = new Changelog(kafka.bootstrap(), "orders")) {
                changelog.until(Changelog::isHeartbeat);
                write(
                        database,
                        "CREATE TABLE shop.item (id INT PRIMARY KEY, name VARCHAR(20))",
                        "INSERT INTO shop.item VALUES (1, 'violin'), (2, 'viola')",
                        "ALTER TABLE shop.item ADD COLUMN stock INT",
                        "UPDATE shop.item SET stock = 7 WHERE id = 2",
                        "DELETE FROM shop.item WHERE id = 1");
                assertThat(Changelog.lines(changelog.until(
                                record -> record.path("op").asText().equals("d"))))
                        .containsExactly(
                                "ddl CREATE TABLE",
                                "c 1 violin",
                                "c 2 viola",
                                "ddl ALTER TABLE",
                                "u 2 viola",
                                "d 1 violin");
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
}
