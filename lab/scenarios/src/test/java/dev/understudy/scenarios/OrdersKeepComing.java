package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.cli.quickstart.RouterStats;
import dev.understudy.events.Address;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Maintenance;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the order system withstands, on real processes. The scenarios share one running system and fail over back and forth:
 * each begins and ends with a writer and a standby that follows it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OrdersKeepComing {

    private static final int BEFORE = 60;
    private static final int AFTER = 60;
    private static final long NO_KEEPER_MILLIS = 5_000;
    private static final long AWAY_MILLIS = 3_000;

    /** Two are drawn, or under {@code -Plong} all taken. */
    private static final List<String> STEPS =
            List.of("burn-epoch", "fence", "rescue-tail", "seal", "drain", "promote", "writable", "connector");

    private final long seed = Long.getLong("understudy.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Scene scene;
    private Watched watched;

    /** The engine's programs; JUnit's assumption fails where there are none. */
    abstract ServerBinaries binaries();

    /** What its commits wait for: each engine is played in one mode, {@code -Ddurability} takes the other. */
    abstract Durability durability();

    @BeforeAll
    void open() throws Exception {
        // Not a temporary folder: whoever looks for the reason of a failure wants the logs.
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        System.out.println("seed " + seed + " (-Dunderstudy.seed=" + seed + " draws the same again)");
        scene = Scene.open(folder, binaries(), List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY), mode());
        watched = new Watched(scene);
        watched.define();
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @BeforeEach
    void everythingIsWell() throws Exception {
        scene.awaitStandby(Scene.other(scene.writer()));
    }

    @Test
    @Order(1)
    void what_dies_beside_the_databases_fails_nothing_over() throws Exception {
        long epoch = scene.epoch();
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, BEFORE);
            scene.system().service("detector").kill();
            scene.ordered(load, AFTER);
            scene.system().service("detector").start();
            scene.system().service("router").restart();
            scene.ordered(load, AFTER);
            scene.system().connect().restart();
            scene.ordered(load, AFTER);
            scene.system().kafka().restart();
            scene.ordered(load, AFTER);
            if (mode() == Durability.ZERO_LOSS) {
                withoutKeepers(load);
            }
            scene.nothingIsLost(load);
        }
        assertThat(scene.epoch()).isEqualTo(epoch);
        assertThat(scene.drainEvents())
                .noneMatch(event ->
                        event.record() instanceof RecoveryStep step && step.plan() == RecoveryStep.Plan.FAIL_OVER);
        scene.bothAreTheSame();
    }

    @Test
    @Order(2)
    void a_killed_primary_is_replaced_and_comes_back_as_a_standby() throws Exception {
        Garbage.onEveryTopic(scene.system().kafkaConfig());
        failsOver(() -> scene.system().database(scene.writer()).kill());
    }

    @Test
    @Order(3)
    void a_hung_primary_is_replaced_and_ended() throws Exception {
        String writer = scene.writer();
        failsOver(() -> scene.system().database(writer).pause());
    }

    Stream<String> steps() {
        if (Boolean.getBoolean("understudy.allSteps")) {
            return STEPS.stream();
        }
        List<String> drawn = new ArrayList<>(STEPS);
        Collections.shuffle(drawn, random);
        return drawn.stream().limit(1);
    }

    @ParameterizedTest
    @MethodSource("steps")
    @Order(4)
    void recovery_that_dies_in_the_middle_is_succeeded(String step) throws Exception {
        String writer = scene.writer();
        failsOver(() -> {
            scene.system().database(writer).kill();
            scene.step(step);
            scene.recoveryProcess().kill();
            scene.recoveryProcess().start();
        });
    }

    @ParameterizedTest
    @MethodSource("steps")
    @Order(5)
    void recovery_that_freezes_in_the_middle_is_succeeded_and_harmless_when_it_wakes(String step) throws Exception {
        String writer = scene.writer();
        failsOver(() -> {
            scene.system().database(writer).kill();
            scene.step(step);
            scene.system().service("recovery").pause();
            scene.startRecovery("recovery-2");
        });
        long epoch = scene.epoch();
        String now = scene.writer();
        scene.system().service("recovery").resume();
        scene.system().service("recovery").process().awaitEnd(Scene.PATIENCE);
        assertThat(scene.system().service("recovery").alive())
                .as("a superseded owner ends")
                .isFalse();
        assertThat(scene.number(now, "SELECT @@GLOBAL.read_only")).isZero();
        assertThat(scene.number(Scene.other(now), "SELECT @@GLOBAL.read_only")).isEqualTo(1);
        assertThat(scene.epoch()).isEqualTo(epoch);
        scene.recoveryAsAtFirst();
        scene.awaitStandby(Scene.other(now));
        assertThat(scene.epoch()).isEqualTo(epoch);
        scene.bothAreTheSame();
    }

    @Test
    @Order(6)
    void without_a_standby_it_refuses_and_a_primary_that_restarts_in_place_waits_for_no_connector() throws Exception {
        long epoch = scene.epoch();
        String writer = scene.writer();
        String standby = Scene.other(writer);
        scene.system().database(standby).kill();
        Scene.await("the standby is known to be gone", () -> {
            JsonNode state = scene.state().path("standbys").path(standby);
            return !state.path("state").asText().equals("FOLLOWING");
        });
        try (OrderLoad behind = scene.load()) {
            scene.ordered(behind, BEFORE);
            scene.system().connect().kill();
            scene.ordered(behind, BEFORE);
            RouterStats before = scene.stats();
            scene.drainEvents();
            scene.system().database(writer).kill();
            scene.event(
                    "refusal",
                    event -> event.record() instanceof RecoveryStep step
                            && step.state() == RecoveryStep.State.REFUSED
                            && step.reason().contains("no standby can be promoted"));
            Scene.await("a client is told", () -> {
                try {
                    connect(scene.system().writePort()).close();
                    return false;
                } catch (SQLException e) {
                    return e.getMessage() != null && e.getMessage().contains("no standby can be promoted");
                }
            });
            assertThatThrownBy(() -> connect(scene.system().writePort())).hasMessageContaining(standby);
            assertThat(scene.stats().minus(before).refused()).isPositive();
            assertThat(scene.epoch()).isEqualTo(epoch);

            scene.system().database(writer).start();
            // Only its binlog has what Connect did not deliver, and nobody waits for Connect.
            scene.ordered(behind, AFTER);
            scene.nothingIsLost(behind);
        }
        scene.system().connect().start();
        Route route = scene.serving(epoch);
        assertThat(route.writer()).isEqualTo(writer);
        scene.comesBackAsStandby(standby);
        scene.bothAreTheSame();
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, AFTER);
            scene.nothingIsLost(load);
        }
    }

    @Test
    @Order(7)
    void a_standby_that_was_tampered_with_is_copied_anew() throws Exception {
        String standby = Scene.other(scene.writer());
        scene.corrupt(standby, "DELETE FROM watched.entry");
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, BEFORE);
            scene.reseed(standby);
            scene.ordered(load, AFTER);
            scene.nothingIsLost(load);
        }
        scene.awaitStandby(standby);
        scene.bothAreTheSame();
        watched.sleepsOn(standby);
        failsOver(() -> scene.system().database(scene.writer()).kill());
    }

    /** A fault on the writer, and the way back of the old one. */
    private Durability mode() {
        return Durability.of(System.getProperty("durability", durability().toString()));
    }

    /** Either keeper will do; without both commits wait, for longer than any verdict takes, and that is no fault of the primary. */
    @Test
    @Order(8)
    void a_primary_that_a_person_works_on_fails_nothing_over() throws Exception {
        long epoch = scene.epoch();
        String writer = scene.writer();
        assertThat(scene.understudy("maintenance", "on", writer, "--until", "10m", "--reason", "a new kernel"))
                .isZero();
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, BEFORE);
            scene.system().database(writer).stop();
            Thread.sleep(AWAY_MILLIS);
            scene.system().database(writer).start();
            scene.ordered(load, AFTER);
            scene.nothingIsLost(load);
        }
        assertThat(scene.writer()).isEqualTo(writer);
        assertThat(scene.said(event -> event.record() instanceof Fault fault
                        && fault.node().equals(writer)
                        && fault.epoch().number() >= epoch
                        && fault.kind().consequence() == FaultKind.Consequence.FAIL_OVER))
                .isEmpty();
        assertThat(scene.recorded(step -> step.plan() == RecoveryStep.Plan.FAIL_OVER
                        && step.epoch().number() > epoch))
                .isEmpty();
        assertThat(scene.said(event -> event.record() instanceof Maintenance)).isPresent();
        assertThat(scene.epoch())
                .as("it is the same reign, or it was reinstated")
                .isBetween(epoch, epoch + 1);
        assertThat(scene.understudy("maintenance", "off", writer)).isZero();
        assertThat(scene.understudy("maintenance", "off", writer))
                .as("there is none any more")
                .isEqualTo(ExitStatus.REFUSED);
    }

    private void withoutKeepers(OrderLoad load) throws Exception {
        scene.system().service("keeper-1").kill();
        scene.ordered(load, AFTER);
        scene.system().service("keeper-2").kill();
        Thread.sleep(NO_KEEPER_MILLIS);
        scene.system().service("keeper-1").start();
        scene.ordered(load, AFTER);
        scene.system().service("keeper-2").start();
    }

    private void failsOver(Trouble trouble) throws Exception {
        long epoch = scene.epoch();
        String writer = scene.writer();
        RouterStats before = scene.stats();
        scene.drainEvents();
        try (OrderLoad load = scene.load()) {
            scene.ordered(load, BEFORE);
            trouble.happens();
            Route route = scene.serving(epoch);
            assertThat(route.writer()).isEqualTo(Scene.other(writer));
            assertThat(route.epoch().number()).isEqualTo(epoch + 1);
            assertThat(scene.system().database(writer).alive())
                    .as("the old primary runs")
                    .isFalse();
            scene.ordered(load, AFTER);
            scene.nothingIsLost(load);
        }
        assertThat(scene.stats().minus(before).refused()).isZero();
        watched.actsOnce();
        scene.comesBackAsStandby(writer);
        watched.sleepsOn(writer);
    }

    private static Connection connect(Address address) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + address + "/?sslMode=DISABLED&connectTimeout=40000&socketTimeout=40000",
                "nobody",
                "nothing");
    }

    /** Something that goes wrong. */
    @FunctionalInterface
    private interface Trouble {
        void happens() throws Exception;
    }
}
