package dev.understudy.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is larger than memory: a recovery service with a heap of 512 MB follows a transaction of very many rows and values of 64 MB,
 * by way of Debezium and Kafka. {@code -Dhuge=N} says how many rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(EndsAtFirstFailure.class)
abstract class HugeTransactions {

    private static final int ROWS = Integer.getInteger("understudy.huge", 200_000);
    /** From here on it is the long form, which also changes the large value: that takes a machine that has time. */
    private static final int LONG = 1_000_000;

    private static final int BLOB = 64 * 1024 * 1024;
    private static final long PATIENCE_NANOS = 300_000_000_000L;

    private Stage stage;
    private OrderSystem system;
    private ServiceChild recovery;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        stage = Stage.open(RunFolder.create(folder));
        system = OrderSystem.start(stage, binaries(), System.out::println);
        // No verdicts while the machine is busy with a single statement for many seconds; and a heap that is known.
        system.onlyServersAndLog(OrderSystem.STANDBY);
        for (String node : system.nodes()) {
            system.service("agent-" + node).start();
        }
        int port = Integer.parseInt(system.service("recovery").url().replaceAll(".*:", ""));
        recovery = new ServiceChild(
                stage,
                new ServiceChild.Options(
                        "recovery-512",
                        "recovery",
                        system.configuration("recovery"),
                        List.of(),
                        Map.of("http", port),
                        List.of("-Xmx512m", "-XX:-UseSerialGC", "-XX:+UseG1GC")));
        recovery.start();
        try (Connection primary = primary().connect();
                Statement statement = primary.createStatement()) {
            statement.execute("CREATE DATABASE huge");
            statement.execute("CREATE TABLE huge.wide (id INT AUTO_INCREMENT PRIMARY KEY, c CHAR(120) NOT NULL)");
            statement.execute("CREATE TABLE huge.blobs (id INT PRIMARY KEY, n INT NOT NULL, b LONGBLOB NOT NULL)");
            statement.execute("CREATE TABLE huge.marks (id INT AUTO_INCREMENT PRIMARY KEY)");
        }
        follow();
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Order(1)
    void a_transaction_of_very_many_rows_shows_whole_or_not_at_all_also_where_the_applier_dies_inside_it()
            throws Exception {
        Thread writing = new Thread(this::writeManyRows, "many-rows");
        writing.start();
        try (Connection standby = standby().connect();
                Statement look = standby.createStatement()) {
            long end = System.nanoTime() + PATIENCE_NANOS;
            boolean died = false;
            for (long seen = 0; seen < ROWS; seen = number(look, "SELECT COUNT(*) FROM huge.wide")) {
                assertThat(seen).as("rows of a transaction that is under way").isZero();
                assertThat(System.nanoTime()).as("still not there").isLessThan(end);
                if (!died && number(look, UNDER_WAY) > ROWS / 4) {
                    recovery.kill();
                    assertThat(number(look, "SELECT COUNT(*) FROM huge.wide")).isZero();
                    recovery.start();
                    died = true;
                }
                Thread.sleep(50);
            }
            assertThat(died).as("the applier died inside the transaction").isTrue();
        }
        writing.join();
        theSame("SELECT CONCAT(COUNT(*), ' ', SUM(id), ' ', SUM(CRC32(c))) FROM huge.wide");
    }

    private static final String UNDER_WAY =
            "SELECT COALESCE(MAX(trx_rows_modified), 0) FROM information_schema.innodb_trx";

    private void writeManyRows() {
        try (Connection primary = primary().connect();
                Statement statement = primary.createStatement()) {
            primary.setAutoCommit(false);
            int rows = 1_000;
            statement.execute("INSERT INTO huge.wide (c) VALUES ('first')" + ", ('more')".repeat(rows - 1));
            while (rows < ROWS) {
                int next = Math.min(rows, ROWS - rows);
                statement.execute("INSERT INTO huge.wide (c) SELECT SHA2(id, 384) FROM huge.wide LIMIT " + next);
                rows += next;
            }
            primary.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(2)
    void a_value_of_64_mb_comes_changes_beside_and_goes() throws Exception {
        String digest = "SELECT CONCAT(COUNT(*), ' ', COALESCE(SUM(n), 0), ' ', COALESCE(SUM(LENGTH(b)), 0), ' ',"
                + " COALESCE(MAX(SHA2(b, 256)), '')) FROM huge.blobs";
        byte[] blob = new byte[BLOB];
        new Random(64).nextBytes(blob);
        try (Connection primary = primary().connect();
                PreparedStatement insert = primary.prepareStatement("INSERT INTO huge.blobs VALUES (1, 1, ?)");
                Statement statement = primary.createStatement()) {
            insert.setBytes(1, blob);
            insert.executeUpdate();
            follow();
            theSame(digest);
            if (ROWS >= LONG) {
                // Each of these records holds the value twice.
                statement.execute("UPDATE huge.blobs SET n = 2");
                follow();
                theSame(digest);
                statement.execute("UPDATE huge.blobs SET b = CONCAT(SUBSTRING(b, 2), 'x')");
                follow();
                theSame(digest);
            }
            statement.execute("DELETE FROM huge.blobs");
            follow();
            theSame(digest);
        }
        assertThat(recovery.alive()).as("a JVM that runs out of memory ends").isTrue();
    }

    /** Waits until the standby shows what the primary commits now. */
    private void follow() throws Exception {
        try (Connection primary = primary().connect();
                Statement statement = primary.createStatement();
                Connection standby = standby().connect();
                Statement look = standby.createStatement()) {
            statement.execute("INSERT INTO huge.marks VALUES ()");
            long mark = number(statement, "SELECT MAX(id) FROM huge.marks");
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (marks(look) < mark) {
                assertThat(recovery.alive())
                        .as("recovery lives; its log is %s", recovery.log())
                        .isTrue();
                assertThat(System.nanoTime()).as("mark %s is not there", mark).isLessThan(end);
                Thread.sleep(50);
            }
        }
    }

    private static long marks(Statement look) throws SQLException {
        boolean isThere = number(
                        look,
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'huge' AND table_name = 'marks'")
                > 0;
        return isThere ? number(look, "SELECT COALESCE(MAX(id), 0) FROM huge.marks") : 0;
    }

    private void theSame(String sql) throws SQLException {
        try (Connection primary = primary().connect();
                Connection standby = standby().connect()) {
            assertThat(text(standby, sql)).isEqualTo(text(primary, sql));
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private DatabaseServer primary() {
        return system.database(OrderSystem.PRIMARY);
    }

    private DatabaseServer standby() {
        return system.database(OrderSystem.STANDBY);
    }
}
