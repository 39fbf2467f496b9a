package dev.understudy.scenarios.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.UnderstudyMain;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.cli.verify.VerifyTable;
import dev.understudy.recovery.verify.Report;
import dev.understudy.recovery.verify.Report.Finding;
import dev.understudy.recovery.verify.Side;
import dev.understudy.recovery.verify.Subject;
import dev.understudy.recovery.verify.Verification;
import dev.understudy.recovery.verify.VerifyFailure;
import dev.understudy.recovery.verify.VerifyOptions;
import dev.understudy.recovery.verify.digest.Pace;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A primary under load and the standby that recovery follows it into, compared while they work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(EndsAtFirstFailure.class)
abstract class ComparedOnline {

    /** The shop's passwords are drawn, and its account is made on each server by itself. */
    private static final Set<String> OWN =
            Set.of("understudy_recovery", "understudy_agent", "understudy_fence", "understudy_connector");

    private Stage stage;
    private OrderSystem system;
    private DatabaseServer primary;
    private DatabaseServer standby;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        stage = Stage.open(RunFolder.create(folder));
        system = OrderSystem.start(stage, binaries(), System.out::println);
        primary = system.database(OrderSystem.PRIMARY);
        standby = system.database(OrderSystem.STANDBY);
        RecoveryClient recovery = RecoveryClient.of(Configuration.read(system.configuration("recovery"), Map.of()));
        while (!recovery.cluster(Layout.CLUSTER)
                .path("standbys")
                .path(OrderSystem.STANDBY)
                .path("state")
                .asText()
                .equals("FOLLOWING")) {
            Thread.sleep(100);
        }
        on(primary, WriteLoad::create);
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Order(1)
    void under_load_nothing_differs_and_nothing_is_left_open() throws Exception {
        try (WriteLoad load = new WriteLoad(primary).start()) {
            int before = load.committed();
            for (int pass = 0; pass < 2; pass++) {
                Report report = verify(Set.of());
                System.out.println("under load: " + VerifyTable.of(report));
                assertThat(report.differences()).isEmpty();
                assertThat(report.undecided()).isEmpty();
                assertThat(report.verdict()).isEqualTo(Report.Verdict.IDENTICAL);
                assertThat(report.rows()).isGreaterThanOrEqualTo(2L * WriteLoad.ROWS);
                assertThat(report.verifiedUpTo()).isNotEmpty();
            }
            assertThat(load.committed() - before).as("transactions meanwhile").isGreaterThan(20);
        }
    }

    @Test
    @Order(2)
    void the_command_says_that_they_are_identical() {
        assertThat(command()).isZero();
    }

    @Test
    @Order(3)
    void what_was_done_to_the_standby_by_hand_is_named_under_load() throws Exception {
        byHand(
                standby,
                "UPDATE play.items SET total = total + 0.01 WHERE id = 17",
                "DELETE FROM play.items WHERE id = 18",
                "INSERT INTO play.items (id, n) VALUES (2000000000, 1)",
                "UPDATE play.named SET n = 0 WHERE name = 'O''Name \\\\ 3' AND at = '2024-01-01 00:11:43'",
                "ALTER TABLE play.items ALTER COLUMN n SET DEFAULT 7",
                "CREATE OR REPLACE VIEW play.many AS SELECT id, n FROM play.items WHERE n > 2");
        try (WriteLoad load = new WriteLoad(primary).start()) {
            Report report = verify(Set.of());

            System.out.println("tampered with: " + VerifyTable.of(report));
            assertThat(report.undecided()).isEmpty();
            assertThat(lines(report))
                    .containsExactlyInAnyOrder(
                            "play.items [id=17]: differs in total",
                            "play.items [id=18]: missing on the standby",
                            "play.items [id=2000000000]: only on the standby",
                            "play.named [part=1, name='O'Name \\ 3', at=2024-01-01 00:11:43.000]: differs in n",
                            "table play.items: is \"`n` int" + width() + " NOT NULL DEFAULT " + number(7)
                                    + ",\" on the standby and \"`n` int" + width() + " NOT NULL DEFAULT " + number(5)
                                    + ",\" on the primary",
                            report.differences().stream()
                                    .filter(finding -> finding.object().equals("view play.many"))
                                    .map(Finding::toString)
                                    .filter(line -> line.contains("> 2") && line.contains("> 1"))
                                    .findFirst()
                                    .orElse("a view"));
            assertThat(load.committed()).isPositive();
        }
        assertThat(command()).isEqualTo(6);
        // As they were, so that the replay finds what it expects.
        byHand(
                standby,
                "UPDATE play.items SET total = total - 0.01 WHERE id = 17",
                "INSERT INTO play.items (id, n, t, total) VALUES (18, 18, 'item é 18', 18.25)",
                "DELETE FROM play.items WHERE id = 2000000000",
                "UPDATE play.named SET n = 703 WHERE name = 'O''Name \\\\ 3' AND at = '2024-01-01 00:11:43'",
                "ALTER TABLE play.items ALTER COLUMN n SET DEFAULT 5",
                "CREATE OR REPLACE VIEW play.many AS SELECT id, n FROM play.items WHERE n > 1");
        assertThat(lines(verify(Set.of()))).isEmpty();
    }

    /** Neither of them is in the log: they were made on each server by itself. */
    @Test
    @Order(4)
    void values_that_are_easily_taken_for_one_another_are_told_apart() throws Exception {
        List<Tampering> all = Tampering.of(primary.engine());
        List<String> expected = new ArrayList<>();
        for (DatabaseServer server : List.of(primary, standby)) {
            byHand(server, "CREATE DATABASE kinds", "CREATE TABLE kinds.bag (n INT, d DOUBLE)");
            byHand(server, "INSERT INTO kinds.bag VALUES (1, 0e0), (2, 0e0), (2, 0e0)");
            for (Tampering each : all) {
                String table = "kinds." + each.column();
                byHand(
                        server,
                        "CREATE TABLE " + table + " (id INT PRIMARY KEY, " + each.column() + " " + each.type() + ")",
                        "INSERT INTO " + table + " VALUES (1, " + each.primary() + ")",
                        "INSERT INTO " + table + " VALUES (2, " + (server == primary ? each.primary() : each.standby())
                                + ")");
            }
        }
        all.forEach(each -> expected.add("kinds." + each.column() + " [id=2]: differs in " + each.column()));
        byHand(standby, "INSERT INTO kinds.bag VALUES (2, 0e0)", "UPDATE kinds.bag SET d = -0e0 WHERE n = 1");
        expected.add("kinds.bag [n=1, d=0]: missing on the standby, 1 time(s)");
        expected.add("kinds.bag [n=1, d=-0]: only on the standby, 1 time(s)");
        expected.add("kinds.bag [n=2, d=0]: only on the standby, 1 time(s)");

        Report report = verify(Set.of());

        assertThat(report.undecided()).isEmpty();
        assertThat(lines(report)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @Order(5)
    void only_the_tables_that_were_named_are_compared() throws Exception {
        Report report = verify(Set.of("play.bag"));

        assertThat(report.verdict()).isEqualTo(Report.Verdict.IDENTICAL);
        assertThat(report.tables()).isOne();
        assertThatThrownBy(() -> verify(Set.of("play.nothing")))
                .isInstanceOf(VerifyFailure.class)
                .hasMessageContaining("play.nothing");
    }

    @Test
    @Order(6)
    void the_recovery_service_compares_by_itself_and_says_how_a_standby_stands() throws Exception {
        for (DatabaseServer server : List.of(primary, standby)) {
            byHand(server, "DROP DATABASE kinds");
        }
        Path config = system.configuration("recovery");
        String before = Files.readString(config);
        assertThat(before).contains("\nrecovery:\n");
        Files.writeString(config, before.replace("\nrecovery:\n", "\nrecovery:\n  verify: {every: 2s, rate: 0}\n"));
        system.service("recovery").restart();
        try {
            JsonNode clean = verified(found -> found.path("verdict").asText().equals("IDENTICAL"));
            assertThat(clean.path("upTo").asText()).isNotEmpty();
            assertThat(clean.path("agoSeconds").asLong(-1)).isBetween(0L, 60L);

            byHand(standby, "UPDATE play.items SET total = 0 WHERE id = 19");

            JsonNode different = verified(found -> found.path("differences").asLong() == 1);
            assertThat(different.path("named").toString()).contains("id=19").contains("total");
        } finally {
            Files.writeString(config, before);
        }
    }

    private JsonNode verified(Predicate<JsonNode> wanted) throws InterruptedException {
        RecoveryClient recovery = RecoveryClient.of(Configuration.read(system.configuration("recovery"), Map.of()));
        JsonNode found = NullNode.getInstance();
        for (int i = 0; i < 600; i++) {
            try {
                found = recovery.cluster(Layout.CLUSTER);
            } catch (CommandFailure e) {
                // It answers before the cluster is its own.
                found = NullNode.getInstance();
            }
            JsonNode verified = found.path("standbys").path(OrderSystem.STANDBY).path("verified");
            if (wanted.test(verified)) {
                return verified;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not in a minute: " + found);
    }

    @Test
    @Order(7)
    void what_cannot_be_decided_is_never_called_the_same() throws Exception {
        byHand(standby, "UPDATE play.items SET total = 0 WHERE id = 19");
        try (Connection busy = primary.connect();
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("UPDATE play.items SET t = 'open' WHERE id = 19");

            Report report = verify(Set.of("play.items"));

            assertThat(report.verdict()).isEqualTo(Report.Verdict.UNDECIDED);
            assertThat(report.undecided()).extracting(Finding::row).containsExactly("id=19");
            busy.rollback();
        }
        system.service("recovery").kill();
        on(primary, statement -> statement.execute("UPDATE play.items SET t = 'later' WHERE id = 20"));

        Report report = verify(Set.of("play.items"));

        assertThat(report.verdict()).isEqualTo(Report.Verdict.UNDECIDED);
        assertThat(report.undecided())
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .startsWith("play.items: 2 rows may differ");
    }

    @Test
    @Order(8)
    void the_two_the_wrong_way_round_are_refused() {
        assertThatThrownBy(() -> verification(standby, primary, Set.of()).run(progress -> {}, () -> true))
                .isInstanceOf(VerifyFailure.class)
                .hasMessageContaining("read-only");
    }

    private String width() {
        return primary.engine().equals("mariadb") ? "(11)" : "";
    }

    private String number(int value) {
        return primary.engine().equals("mariadb") ? Integer.toString(value) : "'" + value + "'";
    }

    private static List<String> lines(Report report) {
        return report.differences().stream().map(Finding::toString).toList();
    }

    private int command() {
        return UnderstudyMain.run(
                "verify", "-c", system.configuration("recovery").toString(), "--cluster", Layout.CLUSTER);
    }

    private Report verify(Set<String> tables) throws Exception {
        return verification(primary, standby, tables).run(progress -> {}, () -> true);
    }

    private Verification verification(DatabaseServer writer, DatabaseServer follower, Set<String> tables) {
        Subject subject = new Subject(Layout.CLUSTER, system.engine(), side(writer), side(follower));
        return new Verification(
                subject, new VerifyOptions(tables, Pace.UNLIMITED, Duration.ofSeconds(5), OWN), Clock.systemUTC());
    }

    private static Side side(DatabaseServer server) {
        return new Side(server.name(), server::connect);
    }

    /** Changes something. */
    @FunctionalInterface
    private interface Work {
        void on(Statement statement) throws SQLException;
    }

    private static void on(DatabaseServer server, Work work) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            work.on(statement);
        }
    }

    /** Nobody else hears of it. */
    private static void byHand(DatabaseServer server, String... statements) throws SQLException {
        on(server, statement -> {
            statement.execute("SET SESSION sql_log_bin = 0");
            statement.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
            for (String sql : statements) {
                statement.execute(sql);
            }
        });
    }
}
