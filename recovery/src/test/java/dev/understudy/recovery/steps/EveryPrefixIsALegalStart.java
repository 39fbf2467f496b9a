package dev.understudy.recovery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.recovery.owner.Superseded;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A fail-over that is interrupted anywhere is finished by its successor, and whoever wakes later changes nothing. */
abstract class EveryPrefixIsALegalStart {

    /** What a fail-over begins with. */
    abstract World world();

    /** A process ends: nothing of it goes on. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void an_undisturbed_fail_over_keeps_everything() throws Exception {
        World world = world();

        new Instance(world).following().failOver();

        assertWell(world);
        assertThat(world.changelog)
                .as("the two transactions of the tail, and the marker")
                .hasSize(8 + 2 + 1);
    }

    @TestFactory
    List<DynamicTest> a_crash_before_and_after_every_touch_is_finished_by_the_successor() throws Exception {
        return IntStream.rangeClosed(1, touches())
                .mapToObj(count -> DynamicTest.dynamicTest("touch " + count, () -> {
                    World world = world();
                    Instance first = new Instance(world).following();
                    world.at(count, () -> {
                        throw new Crash();
                    });
                    try {
                        first.failOver();
                    } catch (Crash expected) {
                        assertThat(expected).isNotNull();
                    }
                    world.at(Integer.MAX_VALUE, () -> {});

                    new Instance(world).failOver();

                    assertWell(world);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> a_twin_that_wakes_after_the_successor_has_finished_changes_nothing() throws Exception {
        return IntStream.rangeClosed(1, touches())
                .mapToObj(count -> DynamicTest.dynamicTest("touch " + count, () -> {
                    World world = world();
                    Instance first = new Instance(world).following();
                    String[] finished = new String[1];
                    world.at(count, () -> {
                        world.at(Integer.MAX_VALUE, () -> {});
                        finish(new Instance(world));
                        finished[0] = world.snapshot();
                    });
                    try {
                        first.failOver();
                    } catch (Superseded expected) {
                        assertThat(expected).hasMessageContaining("term");
                    }

                    assertThat(world.snapshot()).isEqualTo(finished[0]);
                    assertWell(world);
                }))
                .toList();
    }

    private static void finish(Instance successor) {
        try {
            successor.failOver();
        } catch (java.sql.SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int touches() throws Exception {
        World world = world();
        Instance instance = new Instance(world).following();
        world.at(Integer.MAX_VALUE, () -> {});
        instance.failOver();
        return world.touches();
    }

    /** What must be true in the end. */
    void assertWell(World world) {
        World.Machine promoted = world.machine("b");
        assertThat(promoted.writable).as("the candidate takes writes").isTrue();
        assertThat(promoted.epoch).isEqualTo(2);
        assertThat(promoted.executed.text()).as("nothing is lost").isEqualTo(World.A + ":1-10," + World.B + ":1");
        assertThat(world.machine("a").writable).isFalse();
        assertThat(world.markers()).as("one seal").singleElement().satisfies(marker -> {
            assertThat(marker.epoch()).isEqualTo(Epoch.of(2));
            assertThat(marker.cut()).isEqualTo(World.A + ":1-10");
        });
        Route last = world.routes.get(world.routes.size() - 1);
        assertThat(last.state()).isEqualTo(Route.State.SERVING);
        assertThat(last.writer()).isEqualTo("b");
        assertThat(last.epoch()).isEqualTo(Epoch.of(2));
        assertThat(world.connectors).containsOnlyKeys(Epoch.of(2));
        assertThat(world.connectors.get(Epoch.of(2))).isEqualTo("b after " + World.A + ":1-10");
        assertThat(world.trail.stream()
                        .filter(step ->
                                step.plan() == RecoveryStep.Plan.FAIL_OVER && step.state() == RecoveryStep.State.ENDED))
                .as("one certificate")
                .singleElement()
                .satisfies(step -> assertThat(step.details()).containsEntry("lost", ""));
    }
}
