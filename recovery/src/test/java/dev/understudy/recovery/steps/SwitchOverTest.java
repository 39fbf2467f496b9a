package dev.understudy.recovery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.recovery.owner.Superseded;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A planned switch-over that is interrupted anywhere is finished, by a successor or as a fail-over, or is taken back whole. */
class SwitchOverTest {

    /** A process ends: nothing of it goes on. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void an_undisturbed_one_holds_first_and_moves_the_writer_with_everything() throws Exception {
        World world = World.well();

        new Instance(world).following().switchOver();

        assertMoved(world);
        Route first = world.routes.get(0);
        assertThat(first.state()).isEqualTo(Route.State.HOLDING);
        assertThat(first.writer()).isNull();
        assertThat(first.epoch()).as("the old epoch is not over yet").isEqualTo(Epoch.of(1));
        assertThat(world.trail)
                .filteredOn(step -> step.plan() == RecoveryStep.Plan.SWITCH_OVER)
                .filteredOn(step -> step.state() == RecoveryStep.State.DONE)
                .extracting(RecoveryStep::step)
                .startsWith("burn-epoch", "quiesce", "fence", "rescue-tail", "seal", "drain", "promote", "writable");
        assertThat(certificate(world).details()).containsEntry("fence", "read-only");
    }

    @TestFactory
    List<DynamicTest> a_crash_before_and_after_every_touch_is_finished_by_the_successor() throws Exception {
        return atEveryTouch(count -> {
            World world = World.well();
            Instance first = new Instance(world).following();
            world.at(count, () -> {
                throw new Crash();
            });
            try {
                first.switchOver();
            } catch (Crash expected) {
                assertThat(expected).isNotNull();
            }
            world.at(Integer.MAX_VALUE, () -> {});

            new Instance(world).switchOver();

            assertMoved(world);
        });
    }

    @TestFactory
    List<DynamicTest> a_twin_that_wakes_after_the_successor_has_finished_changes_nothing() throws Exception {
        return atEveryTouch(count -> {
            World world = World.well();
            Instance first = new Instance(world).following();
            String[] finished = new String[1];
            world.at(count, () -> {
                world.at(Integer.MAX_VALUE, () -> {});
                finish(new Instance(world));
                finished[0] = world.snapshot();
            });
            try {
                first.switchOver();
            } catch (Superseded expected) {
                assertThat(expected).hasMessageContaining("term");
            }

            assertThat(world.snapshot()).isEqualTo(finished[0]);
            assertMoved(world);
        });
    }

    @TestFactory
    List<DynamicTest> a_primary_that_dies_at_any_touch_is_failed_over_from() throws Exception {
        return atEveryTouch(count -> {
            World world = World.well();
            // Its last two are on its disk alone.
            world.changelog.remove(world.changelog.size() - 1);
            world.changelog.remove(world.changelog.size() - 1);
            Instance instance = new Instance(world).following();
            world.at(Math.min(count, 4), world::dies);

            instance.switchOver();

            assertMoved(world);
        });
    }

    @TestFactory
    List<DynamicTest> one_that_dies_when_all_of_it_is_in_the_changelog_loses_nothing_either() throws Exception {
        return atEveryTouch(count -> {
            World world = World.well();
            Instance instance = new Instance(world).following();
            world.at(count, world::dies);

            instance.switchOver();

            assertMoved(world);
        });
    }

    @Test
    void what_does_not_arrive_in_time_is_a_refusal_before_the_point_of_no_return_and_is_taken_back() throws Exception {
        World world = World.well();
        world.changelog.remove(world.changelog.size() - 1);
        Instance instance = new Instance(world).following();

        instance.switchOver();

        OpenPlan plan = world.ledger().open().orElseThrow();
        assertThat(plan.next()).contains(Step.QUIESCE);
        assertThat(plan.refusal()).contains(World.A + ":10 is missing");
        assertThat(plan.canBeCalledOff()).isTrue();
        assertThat(world.machine("a").writable).isFalse();
        assertThat(world.routes)
                .extracting(Route::state)
                .as("clients go on waiting")
                .containsExactly(Route.State.HOLDING);

        new Instance(world).undo();
        assertThat(world.machine("a").writable).isTrue();
        assertThat(world.machine("b").writable).isFalse();
    }

    @Test
    void a_writer_that_hangs_by_a_verdict_is_killed_and_failed_over_from() throws Exception {
        World world = World.well();
        Instance instance = new Instance(world).following();
        world.machine("a").dead = true;
        world.machine("a").writable = false;
        world.observations.take(Instance.verdict("a", 1).fault(), Duration.ofMinutes(1));

        instance.switchOver();
        assertThat(world.ledger().open().orElseThrow().fencing()).isTrue();
        assertThat(world.commands).extracting(Command::kind).containsOnly(Command.Kind.FENCE_KILL);

        world.dies();
        instance.switchOver();
        assertMoved(world);
    }

    @Test
    void a_writer_that_has_started_again_is_not_made_writable_by_taking_back() throws Exception {
        World world = World.well();
        world.changelog.remove(world.changelog.size() - 1);
        Instance instance = new Instance(world).following();
        instance.switchOver();

        world.dies();
        world.machine("a").dead = false;
        instance.undo();

        assertThat(world.machine("a").writable).isFalse();
    }

    private interface Interrupted {
        void at(int count) throws Exception;
    }

    private static List<DynamicTest> atEveryTouch(Interrupted test) throws Exception {
        return IntStream.rangeClosed(1, touches())
                .mapToObj(count -> DynamicTest.dynamicTest("touch " + count, () -> test.at(count)))
                .toList();
    }

    private static int touches() throws Exception {
        World world = World.well();
        Instance instance = new Instance(world).following();
        world.at(Integer.MAX_VALUE, () -> {});
        instance.switchOver();
        return world.touches();
    }

    private static void finish(Instance successor) {
        try {
            successor.switchOver();
        } catch (java.sql.SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertMoved(World world) {
        World.Machine promoted = world.machine("b");
        assertThat(promoted.writable).as("the candidate takes writes").isTrue();
        assertThat(promoted.epoch).isEqualTo(2);
        assertThat(promoted.executed.text()).as("nothing is lost").isEqualTo(World.A + ":1-10," + World.B + ":1");
        assertThat(world.machine("a").writable).isFalse();
        assertThat(world.markers())
                .as("one seal")
                .singleElement()
                .satisfies(marker -> assertThat(marker.cut()).isEqualTo(World.A + ":1-10"));
        Route last = world.routes.get(world.routes.size() - 1);
        assertThat(last.state()).isEqualTo(Route.State.SERVING);
        assertThat(last.writer()).isEqualTo("b");
        assertThat(last.epoch()).isEqualTo(Epoch.of(2));
        assertThat(world.connectors).containsOnlyKeys(Epoch.of(2));
        assertThat(certificate(world).details()).containsEntry("lost", "").containsEntry("unknown", "");
    }

    private static RecoveryStep certificate(World world) {
        List<RecoveryStep> ended = world.trail.stream()
                .filter(step ->
                        step.plan() == RecoveryStep.Plan.SWITCH_OVER && step.state() == RecoveryStep.State.ENDED)
                .toList();
        assertThat(ended).as("one certificate").hasSize(1);
        return ended.get(0);
    }
}
