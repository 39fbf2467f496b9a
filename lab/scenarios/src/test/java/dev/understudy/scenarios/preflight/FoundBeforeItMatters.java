package dev.understudy.scenarios.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.UnderstudyMain;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A running system, what is done to it by hand, what the pre-flight says, and what recovery makes of that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(EndsAtFirstFailure.class)
abstract class FoundBeforeItMatters {

    private static final long PATIENCE_NANOS = 90_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

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
        Path config = system.configuration("recovery");
        Files.writeString(
                config, Files.readString(config).replace("\nrecovery:\n", "\nrecovery:\n  preflight: {every: 2s}\n"));
        system.service("recovery").restart();
        standbyIs(state -> state.path("promotable").asBoolean());
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Order(1)
    void a_system_that_was_set_up_by_the_book_has_no_finding() throws Exception {
        JsonNode report = preflight(0);

        assertThat(report.path("verdict").asText()).isEqualTo("clear");
        assertThat(report.path("primary").asText()).isEqualTo(OrderSystem.PRIMARY);
        assertThat(found(report)).isEmpty();
        // The service looks at a standby again as soon as it follows.
        await(() -> state().path("preflight").path("readAgoSeconds").has(OrderSystem.STANDBY)
                && state().path("preflight").path("unknown").isEmpty());
    }

    @Test
    @Order(2)
    void each_hazard_that_is_made_by_hand_is_found_and_nothing_else() throws Exception {
        List<Seeded> all = Seeded.of(primary.engine());
        List<String> expected = new ArrayList<>();
        for (Seeded each : all) {
            byHand(primary, each.onPrimary());
            byHand(standby, each.onStandby());
            expected.addAll(each.found());
        }

        JsonNode report = preflight(8);

        assertThat(found(report)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(report.toString()).doesNotContain("assword=");
        assertThat(standbyIs(state -> !state.path("promotable").asBoolean(true))
                        .path("objection")
                        .asText())
                .contains("understudy preflight");
        for (Seeded each : all) {
            byHand(each.onPrimary().isEmpty() ? standby : primary, each.undo());
        }
        assertThat(found(preflight(0))).isEmpty();
        standbyIs(state -> state.path("promotable").asBoolean());
    }

    @Test
    @Order(3)
    void a_connector_that_somebody_changed_is_found_and_its_password_is_not_told() throws Exception {
        JsonNode before = connector("GET", "/config", null);
        ObjectNode changed = before.deepCopy();
        changed.put("skipped.operations", "t").put("poll.interval.ms", "50").put("table.exclude.list", "shop.nothing");
        connector("PUT", "/config", changed);

        JsonNode report = preflight(8);

        assertThat(found(report))
                .containsExactlyInAnyOrder("connector-setting", "connector-setting", "connector-tuning");
        assertThat(report.toString())
                .contains("skipped.operations=t", "table.exclude.list=shop.nothing", "poll.interval.ms=50")
                .doesNotContain(before.path("database.password").asText());
        connector("PUT", "/config", before);
        awaitClear();
    }

    /** Number 8 of the list in docs/replay.md: a session's own setting shows nowhere, and a row without all its columns goes nowhere. */
    @Test
    @Order(4)
    void a_row_without_all_its_columns_ends_the_connector_and_bars_the_promotion_until_a_person_overrides()
            throws Exception {
        on(primary, "CREATE TABLE shop.imaged (id INT PRIMARY KEY, a INT, b VARCHAR(20), c INT)");
        on(primary, "INSERT INTO shop.imaged VALUES (1, 1, 'one', 1), (2, 2, 'two', 2)");
        on(primary, "SET SESSION binlog_row_image = MINIMAL", "UPDATE shop.imaged SET a = 5 WHERE id = 1");

        String objection = standbyIs(state -> !state.path("promotable").asBoolean(true))
                .path("objection")
                .asText();

        assertThat(objection).contains("connector-state", "FAILED", "row size", "--force");
        assertThat(found(preflight(8))).containsExactly("connector-state");

        primary.kill();
        RecoveryClient recovery = recovery();
        await(() -> state().path("decision").asText().contains("connector-state"));
        assertThat(state().path("epoch").asLong()).isEqualTo(1);
        assertThat(state().path("decision").asText()).contains("no standby can be promoted", "--force");

        recovery.failOver(Layout.CLUSTER, null, true);
        await(() -> state().path("epoch").asLong() == 2
                && state().path("writer").asText().equals(OrderSystem.STANDBY)
                && state().path("handedOver").asBoolean());
        try (Connection connection = standby.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT CONCAT_WS(',', a, b, c) FROM shop.imaged WHERE id = 1")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1))
                    .as("the tail of the dead primary's binlog was rescued")
                    .isEqualTo("5,one,1");
        }
        JsonNode report = preflight(1);
        assertThat(report.path("verdict").asText()).isEqualTo("unknown");
        assertThat(report.path("primary").asText()).isEqualTo(OrderSystem.STANDBY);
        assertThat(found(report)).containsExactly("unread orders-a");
    }

    private JsonNode preflight(int status) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        int ended;
        try {
            System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
            ended = UnderstudyMain.run(
                    "preflight",
                    "-c",
                    system.configuration("recovery").toString(),
                    "--cluster",
                    Layout.CLUSTER,
                    "--output",
                    "json");
        } finally {
            System.setOut(out);
        }
        String text = caught.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(text).isEqualTo(status);
        return JSON.readTree(text.substring(text.indexOf('{')));
    }

    private static List<String> found(JsonNode report) {
        List<String> found = new ArrayList<>();
        report.path("findings")
                .forEach(finding -> found.add((finding.path("name").asText() + " "
                                + finding.path("node").asText())
                        .strip()));
        return found;
    }

    private void awaitClear() throws Exception {
        await(() -> state().path("preflight").path("fatal").isEmpty());
        await(() -> state().path("standbys")
                .path(OrderSystem.STANDBY)
                .path("promotable")
                .asBoolean());
    }

    private JsonNode standbyIs(Predicate<JsonNode> wanted) throws InterruptedException {
        await(() -> wanted.test(state().path("standbys").path(OrderSystem.STANDBY)));
        return state().path("standbys").path(OrderSystem.STANDBY);
    }

    private RecoveryClient recovery() {
        return RecoveryClient.of(Configuration.read(system.configuration("recovery"), Map.of()));
    }

    private JsonNode state() {
        return recovery().cluster(Layout.CLUSTER);
    }

    private void await(Predicates condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + state());
            }
            Thread.sleep(100);
        }
    }

    /** A service that is just being started does not answer yet. */
    private static boolean holds(Predicates condition) {
        try {
            return condition.hold();
        } catch (CommandFailure e) {
            return false;
        }
    }

    /** Something that comes to be true. */
    @FunctionalInterface
    private interface Predicates {
        boolean hold();
    }

    private JsonNode connector(String method, String path, @org.jspecify.annotations.Nullable JsonNode body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(system.connect().url() + "/connectors/" + Layout.CLUSTER + "-e1" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static void on(DatabaseServer server, String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Nobody else hears of it. */
    private static void byHand(DatabaseServer server, List<String> statements) throws SQLException {
        List<String> all = new ArrayList<>(List.of("SET SESSION sql_log_bin = 0"));
        all.addAll(statements);
        on(server, all.toArray(String[]::new));
    }
}
