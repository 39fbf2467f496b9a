package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to a third standby, on real processes: it goes on over every fail-over, and what is wrong with it is said. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class EpochsCrossed {

    private static final String A = OrderSystem.PRIMARY;
    private static final String B = OrderSystem.STANDBY;
    private static final String C = OrderSystem.THIRD;
    private static final int SOME = 60;
    private static final int LARGE = 30_000;

    private Scene scene;

    /** The engine's programs; JUnit's assumption fails where there are none. */
    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(folder, binaries(), List.of(A, B, C));
        scene.write(
                "CREATE DATABASE play",
                "CREATE TABLE play.kept (id INT NOT NULL PRIMARY KEY)",
                "CREATE TABLE play.large (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, n INT NOT NULL)",
                "INSERT INTO play.kept VALUES (1), (2), (3)");
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @BeforeEach
    void everybodyFollows() throws Exception {
        for (String node : List.of(A, B, C)) {
            if (!node.equals(scene.writer())) {
                scene.awaitStandby(node);
            }
        }
    }

    @Test
    @Order(1)
    void a_third_standby_goes_on_into_the_next_epoch_and_the_old_primary_rejoins() throws Exception {
        long epoch = scene.epoch();
        String copied = copiedAt(C);
        failsOver(A, B);

        crosses(C, epoch + 1);
        scene.isTheSame(C);
        scene.system().database(A).start();
        crosses(A, epoch + 1);
        scene.isTheSame(A);
        assertThat(copiedAt(C)).as("nothing was copied anew").isEqualTo(copied);
    }

    @Test
    @Order(2)
    void what_the_old_connector_still_sends_is_void_and_counted() throws Exception {
        long before = standby(C).path("voidRecords").asLong();
        int late = LateConnector.sends(scene.system().kafkaConfig().client(), Layout.CLUSTER + "-e1", strange(A));

        Scene.await(
                "they are counted",
                () -> standby(C).path("voidRecords").asLong() >= before + late
                        && standby(A).path("voidRecords").asLong() >= late);
        scene.write("INSERT INTO play.kept VALUES (4)");
        scene.isTheSame(A);
        scene.isTheSame(C);
        assertThat(scene.number(C, "SELECT COUNT(*) FROM play.kept")).isEqualTo(4);
    }

    @Test
    @Order(3)
    void a_standby_that_was_down_during_two_fail_overs_crosses_both_markers() throws Exception {
        long epoch = scene.epoch();
        String copied = copiedAt(C);
        scene.system().database(C).kill();
        // Committed, and not yet in the changelog: the old primary's disk has it.
        Connection connection = scene.system().database(B).connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO play.large (n) VALUES (1)");
            connection.setAutoCommit(false);
            for (int rows = 1; rows < LARGE; rows *= 2) {
                statement.execute("INSERT INTO play.large (n) SELECT n + " + rows + " FROM play.large");
            }
            connection.commit();
        }
        scene.system().database(B).kill();
        // Not closed: there is nobody to take leave of.
        connection.abort(Runnable::run);
        scene.serving(epoch);
        assertThat(scene.writer()).isEqualTo(A);
        assertThat(scene.number(A, "SELECT COUNT(*) FROM play.large")).isGreaterThanOrEqualTo(LARGE);
        scene.system().database(B).start();
        crosses(B, epoch + 1);
        failsOver(A, B);
        scene.system().database(A).start();
        crosses(A, epoch + 2);

        scene.system().database(C).start();
        crosses(C, epoch + 2);
        scene.isTheSame(C);
        scene.isTheSame(A);
        assertThat(copiedAt(C)).as("nothing was copied anew").isEqualTo(copied);
        assertThat(scene.number(C, "SELECT @@GLOBAL.read_only")).isEqualTo(1);
    }

    @Test
    @Order(4)
    void a_standby_that_wrote_by_itself_is_a_fault_and_never_promoted_until_it_is_copied_anew() throws Exception {
        scene.drainEvents();
        writesByItself(C);
        fault(C, FaultKind.STANDBY_DIVERGED, Fault.Phase.CONFIRMED);
        // The hand that made it read-only again has shut the replay out for a moment, which is a reason of its own to
        // refuse.
        scene.write("INSERT INTO play.kept VALUES (40)");
        Scene.await(
                C + " is followed into again",
                () -> present(C, 40) && standby(C).path("state").asText().equals("FOLLOWING"));
        scene.orders().failOver(Layout.CLUSTER, C, false);
        scene.event(
                "refusal",
                event -> event.record() instanceof RecoveryStep step
                        && step.state() == RecoveryStep.State.REFUSED
                        && step.reason().contains(C + " holds transactions that the cluster does not know"));

        scene.reseed(C);
        scene.awaitStandby(C);
        fault(C, FaultKind.STANDBY_DIVERGED, Fault.Phase.CLEARED);
        scene.isTheSame(C);
    }

    @Test
    @Order(5)
    void a_row_that_a_hand_changed_halts_the_replay_and_the_table_is_copied_anew_by_one_order() throws Exception {
        scene.drainEvents();
        String writer = scene.writer();
        scene.write(
                "CREATE TABLE play.child (id INT PRIMARY KEY, kept INT NOT NULL REFERENCES play.kept (id))",
                "INSERT INTO play.kept VALUES (50), (51)",
                "INSERT INTO play.child VALUES (1, 50)");
        scene.isTheSame(C);
        scene.corrupt(C, "DELETE FROM play.kept WHERE id = 51");
        scene.corrupt(C, "ALTER TABLE play.child ADD COLUMN astray INT");
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, SOME);
            scene.write("UPDATE play.kept SET id = 52 WHERE id = 51");
            assertThat(fault(C, FaultKind.STANDBY_HALTED, Fault.Phase.CONFIRMED).reason())
                    .contains("play.kept");
            assertThatThrownBy(() -> scene.orders().reseed(Layout.CLUSTER, C, List.of("play.nothing")))
                    .hasMessageContaining("there is no table play.nothing");

            scene.reseed(C, "play.kept", "play.child");
            scene.awaitStandby(C);
            scene.ordered(load, SOME);
        }
        fault(C, FaultKind.STANDBY_HALTED, Fault.Phase.CLEARED);
        scene.isTheSame(C);
        assertThat(scene.writer()).isEqualTo(writer);
        assertThat(scene.number(C, "SELECT COUNT(*) FROM play.kept WHERE id = 52"))
                .isEqualTo(1);
        assertThat(scene.number(
                        C,
                        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'play'"
                                + " AND table_name = 'child'"))
                .isEqualTo(2);
    }

    private void writesByItself(String node) throws Exception {
        try (Connection connection = scene.system().database(node).connect()) {
            scene.system().engine().setReadOnly(connection, false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE astray");
            }
            scene.system().engine().setReadOnly(connection, true);
        }
    }

    /** Kills the writer under load. */
    private void failsOver(String from, String to) throws Exception {
        long epoch = scene.epoch();
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, SOME);
            scene.system().database(from).kill();
            assertThat(scene.serving(epoch).writer()).isEqualTo(to);
            scene.ordered(load, SOME);
            scene.nothingIsLost(load);
        }
    }

    private void crosses(String node, long epoch) throws Exception {
        scene.awaitStandby(node);
        Scene.await(
                node + " reads epoch " + epoch,
                () -> standby(node).path("epoch").asLong() == epoch);
    }

    private Fault fault(String node, FaultKind kind, Fault.Phase phase) {
        SystemEvent event = scene.event(
                phase + " " + kind,
                seen -> seen.record() instanceof Fault fault
                        && fault.kind() == kind
                        && fault.phase() == phase
                        && fault.node().equals(node));
        return (Fault) event.record();
    }

    /** A number that this server never gave. */
    private String strange(String node) throws Exception {
        try (Connection connection = scene.system().database(node).connect()) {
            TransactionSet executed = scene.system().engine().executed(connection);
            String first = executed.text().split("[,:]", 2)[0].strip();
            return first.matches("\\d+-\\d+-\\d+") ? "0-1-999999" : first + ":999999";
        }
    }

    private boolean present(String node, int id) {
        try {
            return scene.number(node, "SELECT COUNT(*) FROM play.kept WHERE id = " + id) == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    private JsonNode standby(String node) {
        return scene.state().path("standbys").path(node);
    }

    private String copiedAt(String node) {
        return scene.state().path("seeded").path(node).asText();
    }
}
