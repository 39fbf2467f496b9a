package dev.understudy.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.scenarios.standby.CopiedStandby;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every type at its extremes comes, changes and goes; as a value, as a key, and in tables without one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(EndsAtFirstFailure.class)
abstract class TypesArrive {

    /** Of so many types one is a key, and found by its values, where not all are. */
    private static final int PART = 4;
    /** In a transaction: a commit for each would take most of the time. */
    private static final int STATEMENTS_EACH = 20;

    private Stage stage;
    private OrderSystem system;
    private Standby standby;
    private DatabaseServer primary;
    private TypeHistory history;
    private String schema = "mysql";

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        stage = Stage.open(RunFolder.create(folder));
        system = OrderSystem.start(stage, binaries(), System.out::println);
        system.onlyServersAndLog(OrderSystem.STANDBY);
        standby = new Standby(system);
        primary = system.database(OrderSystem.PRIMARY);
        List<Sample> samples = Samples.of(system.engine().name());
        int first = (int) (System.nanoTime() % PART);
        System.out.println("thorough: every " + PART + "th type from number " + first + ", all with -Plong");
        history = new TypeHistory(
                samples,
                Boolean.getBoolean("understudy.allSteps")
                        ? samples
                        : IntStream.range(0, samples.size())
                                .filter(i -> i % PART == first)
                                .mapToObj(samples::get)
                                .toList());
    }

    @AfterAll
    void close() {
        if (standby != null) {
            standby.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Order(1)
    void rows_come() throws Exception {
        onPrimary(List.of("CREATE DATABASE types CHARACTER SET utf8mb4"));
        schema = "types";
        onPrimary(history.tables());
        onPrimary(history.rowsCome());

        theSame();
    }

    @Test
    @Order(2)
    void values_change() throws Exception {
        onPrimary(history.valuesChange());

        theSame();
    }

    @Test
    @Order(3)
    void rows_are_found_by_keys_of_every_type() throws Exception {
        onPrimary(history.byTheirKey());

        theSame();
    }

    @Test
    @Order(4)
    void rows_are_found_by_nothing_but_their_values() throws Exception {
        onPrimary(history.byTheirValues());

        theSame();
    }

    @Test
    @Order(5)
    void columns_that_come_later_bring_their_defaults_and_null_stays_null() throws Exception {
        onPrimary(List.of(
                "CREATE TABLE later (id INT PRIMARY KEY)",
                "INSERT INTO later VALUES (1)",
                "ALTER TABLE later ADD a INT NULL DEFAULT 5, ADD b VARCHAR(9) NULL DEFAULT 'x',"
                        + " ADD c DATE NULL DEFAULT '2024-01-01', ADD d BOOLEAN NOT NULL DEFAULT 1,"
                        + " ADD e DECIMAL(9,2) NULL DEFAULT 1.5, ADD f BIT(3) NULL DEFAULT b'101',"
                        + " ADD g ENUM('p','q') NULL DEFAULT 'q', ADD h TIME NULL DEFAULT '-01:00:00',"
                        + " ADD i BINARY(3) NULL DEFAULT 'x', ADD j DATE NOT NULL DEFAULT '0000-00-00'",
                "INSERT INTO later VALUES (2, NULL, NULL, NULL, 5, NULL, NULL, NULL, NULL, NULL, '2024-00-00')",
                "INSERT INTO later (id) VALUES (3), (4)",
                "UPDATE later SET a = NULL, b = NULL, g = NULL WHERE id = 3",
                "DELETE FROM later WHERE id = 1",
                "CREATE TABLE computed (id INT PRIMARY KEY, n INT, s INT AS (n + 1) STORED, v INT AS (n * 2) VIRTUAL,"
                        + " hidden VARCHAR(9) INVISIBLE DEFAULT 'h')",
                "INSERT INTO computed (id, n, hidden) VALUES (1, 5, 'x'), (2, NULL, NULL)",
                "INSERT INTO computed (id, n) VALUES (3, 7)",
                "UPDATE computed SET n = 6, hidden = NULL WHERE id = 1"));

        theSame();
    }

    @Test
    @Order(6)
    void every_byte_of_every_character_set_of_one_byte_arrives() throws Exception {
        List<String> charsets = new ArrayList<>();
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT character_set_name FROM information_schema.character_sets"
                                + " WHERE maxlen = 1 ORDER BY character_set_name")) {
            while (row.next()) {
                charsets.add(row.getString(1));
            }
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            bytes.append(String.format("%02X", i));
        }
        onPrimary(List.of(
                "CREATE TABLE charsets (id INT PRIMARY KEY"
                        + charsets.stream()
                                .map(charset -> ", c_" + charset + " VARCHAR(256) CHARACTER SET " + charset)
                                .collect(Collectors.joining())
                        + ")",
                "INSERT INTO charsets VALUES (1" + (", x'" + bytes + "'").repeat(charsets.size()) + ")"));
        assertThat(charsets).hasSizeGreaterThan(20);

        theSame();
    }

    @Test
    @Order(7)
    void a_copy_by_sql_holds_the_same() throws Exception {
        standby.stop();
        try (CopiedStandby copy = new CopiedStandby(system)) {
            copy.giveUp();
            assertThat(copy.attempt(false, new Random(1))).isTrue();
        }
        standby.goOn();

        theSame();
    }

    /** The primary takes what an application without strict mode gives it. */
    private void onPrimary(List<String> statements) throws SQLException {
        List<String> refused = new ArrayList<>();
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
            statement.execute("SET SESSION time_zone = '+00:00'");
            statement.execute("USE " + schema);
            connection.setAutoCommit(false);
            for (int i = 0; i < statements.size(); i++) {
                String sql = statements.get(i);
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    refused.add(e.getMessage() + ": " + (sql.length() > 300 ? sql.substring(0, 300) : sql));
                }
                if (i % STATEMENTS_EACH == STATEMENTS_EACH - 1) {
                    connection.commit();
                }
            }
            connection.commit();
        }
        assertThat(refused).as("statements that the primary refused").isEmpty();
    }

    private void theSame() throws Exception {
        try (Connection here = primary.connect();
                Connection there = system.database(OrderSystem.STANDBY).connect()) {
            standby.await(system.engine().executed(here));
            StoredBytes.Result result = StoredBytes.compare(here, there, "types");
            System.out.println(result.values() + " values of " + result.tables() + " tables");
            assertThat(result.differences()).isEmpty();
            assertThat(result.values()).isGreaterThan(500);
        }
    }
}
