package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorHandOver;
import dev.understudy.recovery.connector.StartPoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kill the primary, promote the standby, and back: each epoch's connector continues exactly where its primary's own history
 * begins. What the standby would have replayed is run on it by hand, with the binlog suppressed.
 */
class ConnectorHandOverIT {

    private static final Epoch FIRST = Epoch.of(1);
    private static final Epoch SECOND = Epoch.of(2);
    private static final Epoch THIRD = Epoch.of(3);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void a_new_primary_s_changes_flow_on_without_snapshot_gap_or_repetition(String engine) throws Exception {
        try (Stage stage = Stage.open(RunFolder.create(folder.resolve("run")))) {
            ServerBinaries binaries = binaries(engine, stage);
            DatabaseServer a = server(stage, binaries, "orders-a", 1);
            a.startWithoutWaiting();
            DatabaseServer b = server(stage, binaries, "orders-b", 2);
            b.startWithoutWaiting();
            KafkaBroker kafka = KafkaBroker.start(stage);
            Changelog.createTopics(kafka.bootstrap(), "orders");
            ConnectWorker connect = ConnectWorker.start(stage, kafka.bootstrap(), engine);
            a.awaitReady();
            b.awaitReady();
            connectorAccount(a);
            connectorAccount(b);
            ConnectRest rest = new ConnectRest(connect.url(), Duration.ofSeconds(30));
            ConnectorHandOver handOver = new ConnectorHandOver(
                    "orders",
                    rest,
                    new ConnectorHandOver.Source(
                            engine, "debezium", "secret", Map.of("bootstrap.servers", kafka.bootstrap())));
            handOver.warmUp();
            writable(a);
            List<String> history = new ArrayList<>();
            write(history, a, "CREATE DATABASE shop", "CREATE TABLE shop.item (id INT PRIMARY KEY, name VARCHAR(20))");
            try (Changelog changelog = new Changelog(kafka.bootstrap(), "orders")) {
                handOver.start(FIRST, address(a));
                changelog.until(Changelog::isHeartbeat);
                write(
                        history,
                        a,
                        "INSERT INTO shop.item VALUES (1, 'violin')",
                        "ALTER TABLE shop.item ADD COLUMN stock INT FIRST",
                        "INSERT INTO shop.item VALUES (5, 2, 'viola')");
                changelog.until(is("c 2 viola"));
                // A tail that the old connector never saw, and with it a change of schema.
                rest.stop("orders-e1");
                awaitRetired(handOver, FIRST);
                write(
                        history,
                        a,
                        "ALTER TABLE shop.item ADD COLUMN colour VARCHAR(9) FIRST",
                        "INSERT INTO shop.item VALUES ('red', 5, 3, 'cello')");
                TransactionSet all = executed(a);
                a.kill();

                replay(b, history);
                StartPoint second = promote(handOver, SECOND, b, all);
                List<String> own = new ArrayList<>();
                write(
                        own,
                        b,
                        "INSERT INTO shop.item VALUES ('blue', 1, 10, 'horn')",
                        "ALTER TABLE shop.item ADD COLUMN weight INT FIRST",
                        "INSERT INTO shop.item VALUES (7, 'blue', 1, 11, 'tuba')");
                handOver.begin(SECOND, address(b), second);
                List<JsonNode> e2 = of(SECOND, changelog.until(is("c 11 tuba")));
                assertThat(Changelog.lines(e2)).containsExactly("c 10 horn", "ddl ALTER TABLE", "c 11 tuba");
                assertThat(e2)
                        .as("without a snapshot")
                        .allMatch(record ->
                                record.at("/source/snapshot").asText("false").equals("false"));
                // A successor does all of it again.
                handOver.handOver(SECOND, address(b), second, () -> true);
                assertThat(handOver.retired(FIRST)).isTrue();
                assertThat(handOver.newest()).contains(SECOND);

                rest.stop("orders-e2");
                awaitRetired(handOver, SECOND);
                write(
                        own,
                        b,
                        "CREATE TABLE shop.bow (id INT PRIMARY KEY, name VARCHAR(9))",
                        "INSERT INTO shop.bow VALUES (20, 'oak')");
                rest.resume("orders-e2");
                assertThat(Changelog.lines(of(SECOND, changelog.until(is("c 20 oak")))))
                        .endsWith("ddl CREATE TABLE", "c 20 oak")
                        .doesNotContain("c 10 horn", "c 11 tuba");

                a.start();
                TransactionSet further = executed(b);
                b.kill();
                replay(a, own);
                StartPoint third = promote(handOver, THIRD, a, further);
                write(
                        own,
                        a,
                        "INSERT INTO shop.item VALUES (9, 'green', 1, 30, 'oboe')",
                        "ALTER TABLE shop.bow ADD COLUMN hair INT",
                        "UPDATE shop.bow SET hair = 1 WHERE id = 20");
                long began = System.nanoTime();
                handOver.handOver(THIRD, address(a), third, () -> true);
                assertThat(Changelog.lines(of(THIRD, changelog.until(is("u 20 oak")))))
                        .containsExactly("c 30 oboe", "ddl ALTER TABLE", "u 20 oak");
                System.out.printf("%s: handed over in %d ms%n", engine, (System.nanoTime() - began) / 1_000_000);
                handOver.close();
            }
        }
    }

    private static Predicate<JsonNode> is(String line) {
        return record -> Changelog.line(record).filter(line::equals).isPresent();
    }

    private static void awaitRetired(ConnectorHandOver handOver, Epoch epoch) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!handOver.retired(epoch)) {
            assertThat(System.nanoTime())
                    .as("the connector of epoch " + epoch + " has stopped")
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** What recovery does between the drained log and the writable server. */
    private static StartPoint promote(
            ConnectorHandOver handOver, Epoch epoch, DatabaseServer server, TransactionSet applied) throws Exception {
        Engine engine = Engine.named(server.engine());
        try (Connection connection = server.connect()) {
            engine.admitReplay(connection);
            engine.adoptPosition(connection, applied);
            StartPoint start = StartPoint.read(engine, connection);
            long began = System.nanoTime();
            handOver.prepare(epoch, start, connection, System.currentTimeMillis());
            System.out.printf("%s: prepared in %d ms%n", engine.name(), (System.nanoTime() - began) / 1_000_000);
            engine.setReadOnly(connection, false);
            return start;
        }
    }

    private static TransactionSet executed(DatabaseServer server) throws SQLException {
        try (Connection connection = server.connect()) {
            return Engine.named(server.engine()).executed(connection);
        }
    }

    static ServerBinaries binaries(String engine, Stage stage) {
        if (engine.equals("mariadb")) {
            return ServerBinaries.mariadb(stage.distribution());
        }
        var found = new MysqlLocator(System.getenv()).find(null);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no MySQL on a CI machine: scripts/fetch-mysql fetches one");
        }
        assumeTrue(found.isPresent(), "no MySQL found: scripts/fetch-mysql fetches one");
        return found.orElseThrow();
    }

    private static DatabaseServer server(Stage stage, ServerBinaries binaries, String name, int id) {
        return DatabaseServer.initialise(stage, new DatabaseServer.Options(name, binaries, id, stage.freePort()));
    }

    private static Address address(DatabaseServer server) {
        return new Address("127.0.0.1", server.port());
    }

    /** The connector's account is the same on both. */
    private static void connectorAccount(DatabaseServer server) throws SQLException {
        Engine engine = Engine.named(server.engine());
        List<String> statements =
                new ArrayList<>(engine.createAccount(Engine.AccountRole.CONNECTOR, "debezium", "secret"));
        statements.add(0, "SET SESSION sql_log_bin = OFF");
        try (Connection connection = server.connect()) {
            engine.admitReplay(connection);
        }
        execute(server, statements);
    }

    private static void writable(DatabaseServer server) throws SQLException {
        try (Connection connection = server.connect()) {
            Engine.named(server.engine()).setReadOnly(connection, false);
        }
    }

    private static void write(List<String> history, DatabaseServer server, String... statements) throws SQLException {
        execute(server, List.of(statements));
        history.addAll(List.of(statements));
    }

    private static void replay(DatabaseServer server, List<String> history) throws SQLException {
        try (Connection connection = server.connect()) {
            Engine.named(server.engine()).admitReplay(connection);
        }
        List<String> statements = new ArrayList<>(List.of("SET SESSION sql_log_bin = 0"));
        statements.addAll(history);
        execute(server, statements);
    }

    private static void execute(DatabaseServer server, List<String> statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<JsonNode> of(Epoch epoch, List<JsonNode> records) {
        return records.stream()
                .filter(record -> record.path("source").path("name").asText().equals("orders-e" + epoch))
                .toList();
    }
}
