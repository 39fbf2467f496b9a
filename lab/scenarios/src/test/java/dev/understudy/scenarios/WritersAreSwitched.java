package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.UnderstudyMain;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.cli.quickstart.RouterStats;
import dev.understudy.events.RecoveryStep;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A writer that is well gives way at a person's word: nobody's transaction fails who comes anew for each, and nothing is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class WritersAreSwitched {

    private static final int VISITORS = 16;
    private static final int STAYERS = 4;
    private static final int SOME = 200;

    /** At one of them recovery is killed. */
    private static final List<String> STEPS =
            List.of("burn-epoch", "quiesce", "fence", "rescue-tail", "seal", "drain", "promote", "writable");

    private final long seed = Long.getLong("understudy.seed", System.nanoTime() % 1_000_000);
    private final boolean hangs = seed / STEPS.size() % 2 == 1;
    private Scene scene;

    abstract ServerBinaries binaries();

    abstract Durability durability();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(folder, binaries(), List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY), durability());
        ShortVisits.define(scene);
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    @Order(1)
    void a_dry_run_changes_nothing() throws Exception {
        long epoch = scene.epoch();
        scene.drainEvents();

        assertThat(switchover("--to", OrderSystem.STANDBY, "--dry-run")).isZero();
        assertThat(switchover("--dry-run")).as("the best is taken").isZero();
        assertThat(switchover("--to", OrderSystem.PRIMARY, "--dry-run"))
                .as("it is the writer")
                .isEqualTo(1);
        assertThat(switchover("--to", "orders-x", "--dry-run")).isEqualTo(1);
        assertThat(switchover("--to", "orders-x")).as("refused").isEqualTo(3);

        assertThat(scene.drainEvents()).noneMatch(WritersAreSwitched::isOfASwitch);
        assertThat(scene.epoch()).isEqualTo(epoch);
        assertThat(scene.writer()).isEqualTo(OrderSystem.PRIMARY);
        assertThat(scene.number(OrderSystem.PRIMARY, "SELECT @@GLOBAL.read_only"))
                .isZero();
    }

    @Test
    @Order(2)
    void the_writer_moves_there_and_back_and_no_visitor_sees_it() throws Exception {
        for (int turn = 0; turn < 2; turn++) {
            String from = scene.writer();
            String to = Scene.other(from);
            scene.awaitStandby(to);
            RouterStats before = scene.stats();
            ShortVisits visits = ShortVisits.start(scene.system(), VISITORS, STAYERS);
            try (visits) {
                more(visits);
                awaitWillingness(to);
                assertThat(switchover("--to", to)).isZero();
                more(visits);
            }
            System.out.printf(
                    "switched to %s: longest gap %d ms, %d acknowledged, stayers told %s%n",
                    to, visits.longestGapMillis(), visits.acknowledged(), visits.brokenStays());
            assertThat(scene.writer()).isEqualTo(to);
            assertThat(visits.failedVisits()).as("failed transactions").isEmpty();
            assertThat(scene.stats().minus(before).refused()).isZero();
            allThere(visits, to);
            scene.awaitStandby(from);
            assertThat(scene.number(from, "SELECT @@GLOBAL.read_only")).isEqualTo(1);
            scene.bothAreTheSame();
            certified(to);
        }
    }

    /** As it says itself where the standby lags for a moment: wait. */
    private void awaitWillingness(String to) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (switchover("--to", to, "--dry-run") != 0 && System.nanoTime() < end) {
            Thread.sleep(200);
        }
    }

    @Test
    @Order(3)
    void recovery_that_is_killed_in_the_middle_goes_on() throws Exception {
        String step = STEPS.get((int) (seed % STEPS.size()));
        System.out.println("killed at " + step + ", and the primary " + (hangs ? "hangs" : "dies")
                + " later; -Dunderstudy.seed=" + seed + " draws the same");
        String from = scene.writer();
        String to = Scene.other(from);
        scene.awaitStandby(to);
        scene.drainEvents();
        ShortVisits visits = ShortVisits.start(scene.system(), VISITORS, STAYERS);
        try (visits) {
            more(visits);
            long epoch = scene.epoch();
            CompletableFuture<Integer> ordered = ordered(to);
            step(step);
            scene.recoveryProcess().kill();
            scene.recoveryProcess().start();
            scene.serving(epoch);
            more(visits);
            assertThat(ordered.get()).isZero();
        }
        assertThat(scene.writer()).isEqualTo(to);
        assertThat(visits.failedVisits())
                .as("failed transactions, but for holds that a slow machine's new recovery outlasts")
                .allMatch(failure -> failure.contains("no server for the writer of orders within"));
        allThere(visits, to);
        scene.awaitStandby(from);
        scene.bothAreTheSame();
        certified(to);
    }

    @Test
    @Order(4)
    void a_primary_that_dies_or_hangs_in_the_middle_is_failed_over_from() throws Exception {
        String from = scene.writer();
        String to = Scene.other(from);
        scene.awaitStandby(to);
        scene.drainEvents();
        long epoch = scene.epoch();
        ShortVisits visits = ShortVisits.start(scene.system(), VISITORS, STAYERS);
        try (visits) {
            more(visits);
            CompletableFuture<Integer> ordered = ordered(to);
            step("burn-epoch");
            if (hangs) {
                scene.system().database(from).pause();
            } else {
                scene.system().database(from).kill();
            }
            scene.serving(epoch);
            more(visits);
            ordered.get();
        }
        assertThat(scene.writer()).isEqualTo(to);
        allThere(visits, to);
        scene.comesBackAsStandby(from);
    }

    private void more(ShortVisits visits) throws InterruptedException {
        int wanted = visits.acknowledged() + SOME;
        Scene.await(SOME + " more transactions", () -> visits.acknowledged() >= wanted);
    }

    private void allThere(ShortVisits visits, String node) throws Exception {
        try (Connection server = scene.system().database(node).connect()) {
            assertThat(visits.missingOn(server)).as("lost").isZero();
        }
    }

    private void certified(String to) {
        RecoveryStep last = scene.recorded(step ->
                        step.plan() == RecoveryStep.Plan.SWITCH_OVER && step.state() == RecoveryStep.State.ENDED)
                .orElseThrow();
        assertThat(last.details())
                .containsEntry("newPrimary", to)
                .containsEntry("lost", "")
                .containsEntry("unknown", "");
    }

    private void step(String step) {
        scene.event(
                "step " + step,
                event -> event.record() instanceof RecoveryStep taken
                        && taken.plan() == RecoveryStep.Plan.SWITCH_OVER
                        && taken.step().equals(step));
    }

    private static boolean isOfASwitch(SystemEvent event) {
        return event.record() instanceof RecoveryStep step && step.plan() == RecoveryStep.Plan.SWITCH_OVER;
    }

    private CompletableFuture<Integer> ordered(String to) {
        return CompletableFuture.supplyAsync(() -> switchover("--to", to));
    }

    private int switchover(String... options) {
        List<String> all = new ArrayList<>(List.of("switchover", "--cluster", "orders"));
        all.addAll(List.of("--config", scene.system().configuration("recovery").toString()));
        all.addAll(List.of(options));
        return UnderstudyMain.run(all.toArray(String[]::new));
    }
}
