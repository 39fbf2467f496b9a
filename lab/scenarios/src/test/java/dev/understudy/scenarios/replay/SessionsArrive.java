package dev.understudy.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.recovery.verify.ObjectSource;
import dev.understudy.recovery.verify.ObjectSources;
import dev.understudy.recovery.verify.digest.Definition;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What DDL means by its session, and by what stands behind its last word, arrives as well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(EndsAtFirstFailure.class)
abstract class SessionsArrive {

    private Stage stage;
    private OrderSystem system;
    private Standby standby;
    private DatabaseServer primary;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        stage = Stage.open(RunFolder.create(folder));
        system = OrderSystem.start(stage, binaries(), System.out::println);
        system.onlyServersAndLog(OrderSystem.STANDBY);
        standby = new Standby(system);
        primary = system.database(OrderSystem.PRIMARY);
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
    void what_a_dump_says_in_comments() throws Exception {
        onPrimary(
                "CREATE DATABASE `d` /*!40100 DEFAULT CHARACTER SET latin2 */",
                "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `d2` /*!40100 DEFAULT CHARACTER SET latin5 */",
                "/* app: shop */ CREATE TABLE d.parts (a INT NOT NULL, b VARCHAR(9)) ENGINE=InnoDB\n"
                        + "/*!50100 PARTITION BY RANGE (a)\n(PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB,\n"
                        + " PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */",
                "INSERT INTO d.parts VALUES (1, 'x'), (11, 'y')");

        theSame();
    }

    @Test
    @Order(2)
    void a_partitioned_table_that_is_made_and_filled() throws Exception {
        onPrimary("CREATE TABLE d.made (a INT, KEY (a)) PARTITION BY HASH (a) PARTITIONS 3 SELECT a, b FROM d.parts");

        theSame();
    }

    @Test
    @Order(3)
    void a_routine_of_another_mode_and_collation() throws Exception {
        onPrimary(
                "USE d",
                "SET SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES'",
                "SET NAMES latin1 COLLATE latin1_german1_ci",
                "CREATE FUNCTION \"joined\"() RETURNS VARCHAR(9) DETERMINISTIC RETURN 'a' || 'b'",
                "CREATE VIEW \"shown\" AS SELECT 'a' || b AS c FROM parts");

        theSame();
    }

    @Test
    @Order(4)
    void a_client_of_latin1() throws Exception {
        String url = system.engine().jdbcUrl("127.0.0.1", primary.port()).replace("Encoding=UTF-8", "Encoding=Cp1252");
        try (Connection connection = DriverManager.getConnection(url, primary.account())) {
            execute(
                    connection,
                    "CREATE TABLE d.café (naïve INT PRIMARY KEY, t VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT 'é€')",
                    "INSERT INTO d.café (naïve) VALUES (1)",
                    "ALTER TABLE d.café ADD ü INT COMMENT 'ß'",
                    "RENAME TABLE d.café TO d.thé",
                    "INSERT INTO d.thé (naïve) VALUES (2)",
                    "CREATE TABLE d.à (a INT)",
                    "DROP TABLE d.à, d.thé");
        }
        // A client that says latin1 and sends UTF-8: the server knows no better.
        onPrimary("SET character_set_client = latin1", "CREATE TABLE d.`é` (`ü` INT)", "INSERT INTO d.`é` VALUES (1)");

        theSame();
    }

    @Test
    @Order(5)
    void what_is_not_said_comes_from_the_session() throws Exception {
        onPrimary(
                "SET SESSION collation_server = latin2_hungarian_ci",
                "CREATE DATABASE hungarian",
                "CREATE TABLE hungarian.t (a VARCHAR(9))",
                "SET SESSION auto_increment_increment = 10, SESSION auto_increment_offset = 3",
                "INSERT INTO hungarian.t VALUES ('x'), ('y')",
                "ALTER TABLE hungarian.t ADD id INT AUTO_INCREMENT PRIMARY KEY");
        onPrimary(
                "SET SESSION explicit_defaults_for_timestamp = 0",
                "CREATE TABLE d.stamps (a TIMESTAMP, b TIMESTAMP NULL)");
        if (system.engine().name().equals("mysql")) {
            onPrimary(
                    "SET SESSION restrict_fk_on_non_standard_key = OFF",
                    "CREATE TABLE d.parent (a INT, b INT, KEY (a))",
                    "CREATE TABLE d.child (a INT, FOREIGN KEY (a) REFERENCES d.parent (a))",
                    "SET SESSION default_collation_for_utf8mb4 = utf8mb4_general_ci",
                    "CREATE TABLE d.general (a VARCHAR(9)) CHARACTER SET utf8mb4");
        } else {
            onPrimary("SET SESSION sql_if_exists = 1", "DROP TABLE d.stamps, d.never_was");
        }

        theSame();
    }

    @Test
    @Order(6)
    void names_belong_to_the_sessions_schema_and_not_to_the_statements() throws Exception {
        onPrimary(
                "USE d",
                "CREATE TABLE hungarian.alike LIKE parts",
                "CREATE TABLE one (a INT)",
                "DROP TABLE one, hungarian.alike");

        theSame();
    }

    @Test
    @Order(7)
    void what_the_connectors_parser_does_not_know_and_has_no_rows() throws Exception {
        onPrimary("USE d", "RENAME TABLE shown TO seen", "CREATE TABLE d.empty SELECT a FROM d.parts WHERE a > 99");
        onPrimary("CREATE TABLE d.named ENGINE = InnoDB COMMENT = 'c' SELECT a FROM d.parts WHERE a > 99");
        onPrimary("CREATE TABLE d.filled ENGINE = InnoDB COMMENT = 'c' SELECT a FROM d.parts");
        onPrimary("FLUSH PRIVILEGES", "FLUSH TABLES", "ANALYZE TABLE d.parts", "OPTIMIZE TABLE d.parts");
        if (system.engine().name().equals("mysql")) {
            onPrimary(
                    "CREATE VIEW IF NOT EXISTS d.once AS SELECT 1 AS one",
                    "CREATE USER u IDENTIFIED WITH caching_sha2_password BY 'x' REQUIRE NONE ATTRIBUTE '{\"a\": 1}'",
                    "ALTER USER u IDENTIFIED BY 'y' RETAIN CURRENT PASSWORD");
        } else {
            onPrimary(
                    "CREATE OR REPLACE USER u IDENTIFIED BY 'x'",
                    "CREATE ROLE r",
                    "GRANT r TO u",
                    "SET DEFAULT ROLE r FOR u",
                    "SET PASSWORD FOR u = PASSWORD('y')",
                    "CREATE PROCEDURE d.p () BEGIN EXECUTE IMMEDIATE 'SELECT ?' USING 1; END");
        }

        theSame();
    }

    @Test
    @Order(8)
    void what_the_connectors_parser_does_not_know_and_has_rows() throws Exception {
        if (system.engine().name().equals("mysql")) {
            onPrimary(
                    "CREATE TABLESPACE ts ADD DATAFILE 'ts.ibd'",
                    "CREATE TABLE d.spaced (a INT PRIMARY KEY) TABLESPACE ts",
                    "INSERT INTO d.spaced VALUES (1)",
                    "CREATE TABLE d.extended (a INT PRIMARY KEY) AUTOEXTEND_SIZE 4M",
                    "ALTER TABLE d.extended AUTOEXTEND_SIZE = 8M, ADD b INT",
                    "INSERT INTO d.extended VALUES (1, 2)");
        } else {
            onPrimary(
                    "CREATE OR REPLACE DATABASE gone",
                    "CREATE TABLE d.ranges (a INT PRIMARY KEY, b INT) PARTITION BY RANGE (a)"
                            + " (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (20))",
                    "INSERT INTO d.ranges VALUES (1, 2), (11, 12)",
                    "ALTER TABLE d.ranges CONVERT PARTITION p2 TO TABLE d.offspring",
                    "INSERT INTO d.offspring VALUES (12, 13)",
                    "ALTER TABLE d.ranges CONVERT TABLE d.offspring TO PARTITION p2 VALUES LESS THAN (20)",
                    "INSERT INTO d.ranges VALUES (3, 4), (13, 14)");
        }
        onPrimary(
                "CREATE TABLE d.keyed (a INT PRIMARY KEY)",
                "ALTER TABLE d.keyed PARTITION BY KEY() PARTITIONS 5",
                "INSERT INTO d.keyed VALUES (1)",
                "ALTER TABLE d.keyed ADD b INT PARTITION BY KEY() PARTITIONS 2",
                "INSERT INTO d.keyed VALUES (2, 3)",
                "CREATE TABLE d.under (a INT, b INT) ENGINE = MyISAM",
                "CREATE TABLE d.merged (a INT, b INT) ENGINE = MERGE UNION = (d.under) INSERT_METHOD = LAST",
                "INSERT INTO d.under VALUES (1, 2)",
                "DROP TABLE d.merged");

        theSame();
    }

    @Test
    @Order(9)
    void a_table_that_is_replaced_has_the_new_ones_columns() throws Exception {
        if (system.engine().name().equals("mysql")) {
            return;
        }
        onPrimary(
                "CREATE TABLE d.turned (a INT PRIMARY KEY, b INT)",
                "INSERT INTO d.turned VALUES (1, 2)",
                "CREATE OR REPLACE TABLE d.turned (b INT PRIMARY KEY, a INT)",
                "INSERT INTO d.turned VALUES (3, 4)",
                "CREATE TABLE d.fewer (a INT, b BIGINT) SELECT a FROM d.turned",
                "CREATE OR REPLACE TABLE d.fewer (a INT) SELECT a FROM d.turned",
                "CREATE OR REPLACE TABLE d.fewer LIKE d.turned",
                "INSERT INTO d.fewer VALUES (5, 6)",
                "CREATE TABLE d.lost (a INT)");
        refused("CREATE OR REPLACE TABLE d.lost");
        onPrimary("CREATE TABLE d.lost (b INT, c INT)", "INSERT INTO d.lost VALUES (7, 8)");

        theSame();
    }

    @Test
    @Order(10)
    void a_statement_that_failed_in_part() throws Exception {
        if (system.engine().name().equals("mysql")) {
            return;
        }
        onPrimary("CREATE TABLE d.here (a INT)");
        refused("DROP TABLE d.here, d.not_here");
        onPrimary(
                "SET foreign_key_checks = 0",
                "USE d",
                "CREATE TABLE tied (a INT, FOREIGN KEY (a) REFERENCES x (x)) SELECT 1 AS a");

        theSame();
    }

    @Test
    @Order(11)
    void what_a_transaction_took_back_does_not_count() throws Exception {
        onPrimary(
                "CREATE TABLE d.money (a INT PRIMARY KEY)",
                "BEGIN",
                "INSERT INTO d.money VALUES (1)",
                "CREATE TEMPORARY TABLE d.passing (a INT)",
                "INSERT INTO d.money VALUES (2)",
                "ROLLBACK",
                "BEGIN",
                "INSERT INTO d.money VALUES (2)",
                "SAVEPOINT s",
                "INSERT INTO d.money VALUES (3)",
                "ROLLBACK TO s",
                "INSERT INTO d.money VALUES (4)",
                "COMMIT",
                "BEGIN",
                "INSERT INTO d.money VALUES (5)",
                "DROP TEMPORARY TABLE d.passing",
                "ROLLBACK",
                "INSERT INTO d.money VALUES (6)");

        theSame();
    }

    @Test
    @Order(12)
    void clients_characters_are_the_servers() throws Exception {
        try (Connection connection = primary.connect()) {
            assertThat(ClientCharacters.differing(connection)).isEmpty();
        }
    }

    @Test
    @Order(13)
    void a_change_that_was_logged_as_a_statement_halts() throws Exception {
        onPrimary("SET SESSION binlog_format = 'STATEMENT'", "INSERT INTO d.money VALUES (7)");

        assertThat(standby.awaitHalt()).contains("binlog_format");
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> onPrimary(sql)).isInstanceOf(SQLException.class);
    }

    private void onPrimary(String... statements) throws SQLException {
        try (Connection connection = primary.connect()) {
            execute(connection, statements);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void theSame() throws Exception {
        // The last statement is held until something follows it.
        onPrimary(
                "CREATE DATABASE IF NOT EXISTS beat",
                "CREATE TABLE IF NOT EXISTS beat.b (n INT)",
                "INSERT INTO beat.b VALUES (1)");
        try (Connection here = primary.connect();
                Connection there = system.database(OrderSystem.STANDBY).connect()) {
            standby.await(system.engine().executed(here));
            List<String> found = new ArrayList<>();
            for (ObjectSource source : ObjectSources.of(system.engine(), Set.of())) {
                Map<String, String> wanted = source.read(here);
                Map<String, String> held = source.read(there);
                Definition.differing(wanted, held)
                        .forEach(name -> found.add(name + ": " + wanted.get(name) + " and not " + held.get(name)));
            }
            assertThat(found).isEmpty();
            assertThat(routines(there)).isEqualTo(routines(here));
            assertThat(TableComparison.compare(here, there).differences()).isEmpty();
        }
    }

    private static List<String> routines(Connection connection) throws SQLException {
        List<String> routines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CONCAT_WS(' ', routine_schema, routine_name, sql_mode,"
                                + " character_set_client, collation_connection, database_collation)"
                                + " FROM information_schema.routines WHERE routine_schema NOT IN ('sys', 'mysql') ORDER BY 1")) {
            while (row.next()) {
                routines.add(row.getString(1));
            }
        }
        return routines;
    }
}
