package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.UnderstudyMain;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Route;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A third node comes to a running cluster by one command, under load, and can be failed over to. In order, on one running system. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class StandbysAreAdded {

    private static final String THIRD = OrderSystem.THIRD;
    private static final int SOME = 60;

    private Scene scene;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(folder, binaries());
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    @Order(1)
    void what_cannot_be_a_standby_is_refused_with_the_reason_and_nothing_changes() {
        String second =
                "127.0.0.1:" + scene.system().database(OrderSystem.STANDBY).port();
        assertThat(standby("add", "--node", OrderSystem.STANDBY, "--address", "127.0.0.1:1"))
                .isEqualTo(3);
        assertThat(standby("add", "--node", THIRD, "--address", second)).isEqualTo(3);
        assertThat(standby("add", "--node", THIRD, "--address", "127.0.0.1:1")).isEqualTo(3);
        assertThat(standby("add", "--node", THIRD, "--address", "nowhere")).isEqualTo(2);
        assertThat(standby("remove", "--node", OrderSystem.STANDBY)).isEqualTo(3);
        assertThat(scene.state().path("standbys").has(THIRD)).isFalse();
    }

    @Test
    @Order(2)
    void one_command_adds_a_third_node_under_load() throws Exception {
        DatabaseServer third = scene.system().addDatabase(THIRD);
        String address = "127.0.0.1:" + third.port();
        assertThat(standby("add", "--node", THIRD, "--address", address, "--dry-run"))
                .isZero();
        assertThat(scene.state().path("standbys").has(THIRD)).isFalse();
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, SOME);
            scene.drainEvents();
            assertThat(standby("add", "--node", THIRD, "--address", address, "--wait"))
                    .isZero();
            scene.event(
                    "route that names it among the readers",
                    event -> event.record() instanceof Route route
                            && route.readers().contains(THIRD)
                            && route.addresses().get(THIRD).port() == third.port());
            scene.ordered(load, SOME);
            scene.nothingIsLost(load);
        }
        assertThat(scene.number(THIRD, "SELECT @@GLOBAL.read_only")).isEqualTo(1);
        isTheSameAsTheWriter(THIRD);
    }

    @Test
    @Order(3)
    void a_successor_knows_it() throws Exception {
        scene.recoveryProcess().kill();
        scene.recoveryProcess().start();
        scene.awaitStandby(THIRD);
        scene.awaitStandby(OrderSystem.STANDBY);
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, SOME);
            scene.nothingIsLost(load);
        }
        isTheSameAsTheWriter(THIRD);
    }

    @Test
    @Order(4)
    void it_can_be_failed_over_to() throws Exception {
        long epoch = scene.epoch();
        scene.drainEvents();
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, SOME);
            assertThat(UnderstudyMain.run("failover", "-c", config(), "--cluster", Layout.CLUSTER, "--to", THIRD))
                    .isZero();
            Route route = scene.serving(epoch);
            assertThat(route.writer()).isEqualTo(THIRD);
            scene.ordered(load, SOME);
            scene.nothingIsLost(load);
        }
        assertThat(scene.number(THIRD, "SELECT @@GLOBAL.read_only")).isZero();
        assertThat(standby("remove", "--node", THIRD)).as("it reigns").isEqualTo(3);
    }

    private void isTheSameAsTheWriter(String node) throws Exception {
        try (Connection primary = scene.system().database(scene.writer()).connect();
                Connection standby = scene.system().database(node).connect()) {
            TransactionSet executed = scene.system().engine().executed(primary);
            Scene.await(node + " has caught up", () -> {
                JsonNode state = scene.state().path("standbys").path(node);
                return scene.system()
                        .engine()
                        .transactions(state.path("applied").asText())
                        .containsAll(executed);
            });
            TableComparison.Result result = TableComparison.compare(primary, standby);
            assertThat(result.differences()).isEmpty();
            assertThat(result.rows()).isPositive();
        }
    }

    private String config() {
        return scene.system().configuration("recovery").toString();
    }

    private int standby(String... arguments) {
        List<String> line =
                new ArrayList<>(List.of("standby", arguments[0], "-c", config(), "--cluster", Layout.CLUSTER));
        line.addAll(List.of(arguments).subList(1, arguments.length));
        return UnderstudyMain.run(line.toArray(String[]::new));
    }
}
