package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.UnderstudyMain;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.events.Decoded;
import dev.understudy.events.DivergentRow;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.ServiceChild;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An old primary comes back with a transaction that was acknowledged to nobody: it is shown row by row, and left alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OldPrimaryHoldsMore {

    private static final List<String> WHILE_NOBODY_LISTENS = List.of(
            "SET SESSION time_zone = '+00:00'",
            "START TRANSACTION",
            "UPDATE depot.parcel SET weight = -1.50, seen = '2024-02-29 23:59:59.5', tags = 'fragile,heavy' WHERE id = 1",
            "DELETE FROM depot.parcel WHERE id = 2",
            "INSERT INTO depot.parcel (id, name, raw, state) VALUES (18446744073709551615, 'für später', x'00ff', 'sent')",
            "INSERT INTO depot.note VALUES ('no key')",
            "COMMIT");

    private Scene scene;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(folder, binaries(), List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY), Durability.ZERO_LOSS);
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void what_it_holds_is_told_row_by_row_beside_what_the_cluster_holds() throws Exception {
        OrderSystem system = scene.system();
        DatabaseServer old = system.database(OrderSystem.PRIMARY);
        execute(
                old,
                "CREATE DATABASE depot",
                "CREATE TABLE depot.parcel (id BIGINT UNSIGNED PRIMARY KEY, name VARCHAR(40) CHARACTER SET latin1,"
                        + " weight DECIMAL(6,2), seen DATETIME(6), tags SET('fragile','heavy'), raw VARBINARY(10),"
                        + " state ENUM('new','sent') DEFAULT 'new')",
                "CREATE TABLE depot.note (text VARCHAR(20))",
                "INSERT INTO depot.parcel (id, name) VALUES (1, 'one'), (2, 'two'), (3, 'three')");
        long epoch = scene.epoch();

        system.connect().kill();
        // A canary that waits would stand in front of the commit, and MySQL would not say what that waits for.
        system.service("agent-" + OrderSystem.PRIMARY).kill();
        Scene.await("no commit is under way", () -> !isCommitting(old));
        system.keepers().forEach(ServiceChild::kill);
        Thread waiting = new Thread(() -> commitInVain(old), "waits in vain");
        waiting.start();
        Scene.await("the commit waits", () -> isInBinlog(old));
        old.kill();
        waiting.join(30_000);
        system.keepers().forEach(ServiceChild::start);
        system.connect().start();
        scene.serving(epoch);
        assertThat(scene.writer()).isEqualTo(OrderSystem.STANDBY);

        old.startWithoutWaiting();
        old.awaitReady();
        system.service("agent-" + OrderSystem.PRIMARY).start();
        Scene.await("it is refused with what it holds", () -> refusal().isPresent());

        Map<String, Object> refusal = refusal().orElseThrow().details();
        assertThat(refusal).containsEntry("amends", (int) scene.epoch());
        assertThat((Integer) refusal.get("rows")).as("and a canary, perhaps").isGreaterThanOrEqualTo(4);
        List<DivergentRow> rows = rows(String.valueOf(refusal.get("reading")));
        assertThat(rows)
                .extracting(DivergentRow::kind)
                .containsExactly(
                        DivergentRow.Kind.UPDATE,
                        DivergentRow.Kind.DELETE,
                        DivergentRow.Kind.INSERT,
                        DivergentRow.Kind.INSERT);
        assertThat(rows.get(0).before()).containsEntry("weight", null).containsEntry("state", "new");
        assertThat(rows.get(0).after())
                .containsEntry("weight", "-1.50")
                .containsEntry("seen", "2024-02-29 23:59:59.500000")
                .containsEntry("tags", "fragile,heavy");
        assertThat(rows.get(0).holds()).containsEntry("name", "one").containsEntry("weight", null);
        assertThat(rows.get(1).holds()).as("what was deleted is still there").containsEntry("name", "two");
        assertThat(rows.get(2).after())
                .containsEntry("id", "18446744073709551615")
                .containsEntry("name", "für später")
                .containsEntry("raw", "0x00ff")
                .containsEntry("state", "sent");
        assertThat(rows.get(2).holds()).isNull();
        assertThat(rows.get(3).note()).contains("no key");

        String config = system.configuration("recovery").toString();
        assertThat(UnderstudyMain.run("divergence", OrderSystem.PRIMARY, "--config", config))
                .isZero();
        assertThat(UnderstudyMain.run("certificate", "--config", config)).isZero();
    }

    private void commitInVain(DatabaseServer server) {
        try {
            execute(server, WHILE_NOBODY_LISTENS.toArray(String[]::new));
            throw new AssertionError("a commit returned without a keeper");
        } catch (SQLException e) {
            // Its server was killed.
        }
    }

    /** Its events are there before it waits. */
    private static boolean isInBinlog(DatabaseServer server) {
        return sessions(server).stream()
                .anyMatch(session ->
                        session.info().equals("COMMIT") && session.state().startsWith("Waiting for semi-sync"));
    }

    private static boolean isCommitting(DatabaseServer server) {
        return sessions(server).stream()
                .anyMatch(session -> session.state().startsWith("Waiting for semi-sync")
                        || session.state().startsWith("waiting for handler commit"));
    }

    private record Session(String info, String state) {}

    private static List<Session> sessions(DatabaseServer server) {
        List<Session> sessions = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW FULL PROCESSLIST")) {
            while (rows.next()) {
                sessions.add(
                        new Session(String.valueOf(rows.getString("Info")), String.valueOf(rows.getString("State"))));
            }
            return sessions;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<RecoveryStep> refusal() {
        Optional<RecoveryStep> found = Optional.empty();
        try (EventTail tail = EventTail.fromTheBeginning(scene.system().kafkaConfig())) {
            do {
                for (SystemEvent event : tail.poll(Duration.ofMillis(300))) {
                    if (event.record() instanceof RecoveryStep step
                            && step.details().containsKey("reading")) {
                        found = Optional.of(step);
                    }
                }
            } while (!tail.atTheEnd());
        }
        return found;
    }

    private List<DivergentRow> rows(String reading) {
        List<DivergentRow> rows = new ArrayList<>();
        try (LogReader topic = new LogReader(scene.system().kafkaConfig().client(), Topics.divergent("orders"))) {
            long end = topic.end();
            topic.seek(0);
            while (topic.position() < end) {
                for (ConsumerRecord<byte[], byte[]> record : topic.poll(Duration.ofMillis(100))) {
                    if (RecordCodec.DIVERGENT.decode(record.value()) instanceof Decoded.Value<DivergentRow> row
                            && row.value().reading().equals(reading)
                            && row.value().table().startsWith("depot.")) {
                        rows.add(row.value());
                    }
                }
            }
        }
        return rows;
    }

    private static void execute(DatabaseServer server, String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
