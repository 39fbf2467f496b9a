package dev.understudy.recovery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.recovery.plan.ClusterView;
import dev.understudy.recovery.plan.FaultView;
import dev.understudy.recovery.plan.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The candidate of a fail-over dies in the middle of it, wherever that is, and nothing that was acknowledged is lost. */
class CandidateIsLostTest {

    private static final Optional<ClusterView.Order> NOBODY = Optional.empty();

    private final List<FaultView> faults = new ArrayList<>(List.of(Instance.verdict("a", 1)));

    @Test
    void undisturbed_the_first_candidate_reigns() throws Exception {
        World world = world(World::vanished);
        new Instance(world).following().live(faults, NOBODY);

        assertThat(writer(world)).isEqualTo("b");
    }

    @TestFactory
    List<DynamicTest> for_good_and_the_other_standby_reigns_with_all_that_was_acknowledged() throws Exception {
        return atEveryTouch(World::vanished, world -> {
            new Instance(world).following().live(faults, NOBODY);
            failOverFromTheDead(world);

            assertThirdReigns(world);
        });
    }

    @TestFactory
    List<DynamicTest> for_good_while_recovery_is_started_again() throws Exception {
        return atEveryTouch(World::vanished, world -> {
            try {
                Runnable kill = world.interruption();
                world.interrupt(() -> {
                    kill.run();
                    throw new Crash();
                });
                new Instance(world).following().live(faults, NOBODY);
            } catch (Crash expected) {
                assertThat(expected).isNotNull();
            }
            world.at(Integer.MAX_VALUE, () -> {});
            new Instance(world).following().live(faults, NOBODY);
            failOverFromTheDead(world);

            assertThirdReigns(world);
        });
    }

    @TestFactory
    List<DynamicTest> and_is_started_again() throws Exception {
        return atEveryTouch(World::vanished, world -> {
            Runnable kill = world.interruption();
            world.interrupt(() -> {
                kill.run();
                world.startAgain("b");
            });
            Instance instance = new Instance(world).following();
            instance.live(faults, NOBODY);
            instance.live(faults, NOBODY);

            assertThat(writer(world)).isEqualTo("b");
            assertThat(world.machine("b").executed.containsAll(world.real.transactions(World.A + ":1-10")))
                    .isTrue();
            assertWhole(world);
        });
    }

    @TestFactory
    List<DynamicTest> without_a_journal_a_person_decides_once_it_may_have_taken_writes() throws Exception {
        return atEveryTouch(World::ended, world -> {
            Instance instance = new Instance(world).following();
            instance.live(faults, NOBODY);
            Ledger ledger = world.ledger();
            boolean opened = ledger.open().filter(plan -> plan.mayHaveOpened()).isPresent();
            if (opened) {
                assertThat(ledger.burnt().number())
                        .as("nobody goes on by himself")
                        .isEqualTo(2);
                instance.live(faults, Optional.of(new ClusterView.Order("order/1", "", false)));
            }
            failOverFromTheDead(world);

            assertThirdReigns(world);
        });
    }

    /** A process ends: nothing of it goes on. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Story {
        void tell(World world) throws Exception;
    }

    private List<DynamicTest> atEveryTouch(Supplier<World> worlds, Story story) throws Exception {
        World counted = world(worlds);
        Instance instance = new Instance(counted).following();
        counted.at(Integer.MAX_VALUE, () -> {});
        instance.live(faults, NOBODY);
        return IntStream.rangeClosed(1, counted.touches())
                .mapToObj(count -> DynamicTest.dynamicTest("touch " + count, () -> {
                    World world = world(worlds);
                    world.at(count, () -> world.kill("b"));
                    story.tell(world);
                }))
                .toList();
    }

    private static World world(Supplier<World> worlds) {
        return worlds.get().withThird();
    }

    /** Where it died behind the last step its death is an ordinary one. */
    private void failOverFromTheDead(World world) throws InterruptedException {
        world.at(Integer.MAX_VALUE, () -> {});
        if (world.machine("b").dead && writer(world).equals("b")) {
            assertThat(world.ledger().open()).as("no plan stands still").isEmpty();
            List<FaultView> next = List.of(Instance.verdict("b", 2));
            new Instance(world).following().live(next, NOBODY);
        }
    }

    private static String writer(World world) {
        return world.ledger().reign().orElseThrow().writer();
    }

    private static void assertThirdReigns(World world) {
        World.Machine third = world.machine("c");
        assertThat(writer(world)).isEqualTo("c");
        assertThat(third.writable).isTrue();
        assertThat(third.executed.containsAll(world.real.transactions(World.A + ":1-10")))
                .as("what the first primary had acknowledged")
                .isTrue();
        assertThat(third.executed.containsAll(world.machine("b").executed.minus(world.machine("b").applied)))
                .as("what the second had executed itself")
                .isTrue();
        assertWhole(world);
    }

    private static void assertWhole(World world) {
        assertThat(world.ledger().open()).isEmpty();
        assertThat(world.ledger().reign().orElseThrow().handedOver()).isTrue();
        Route last = world.routes.get(world.routes.size() - 1);
        assertThat(last.state()).isEqualTo(Route.State.SERVING);
        assertThat(last.writer()).isEqualTo(writer(world));
        assertThat(world.routes)
                .as("held clients are not sent away: there is another candidate")
                .noneMatch(route -> route.state() == Route.State.UNAVAILABLE);
        assertThat(world.trail.stream()
                        .filter(step -> step.plan() == RecoveryStep.Plan.FAIL_OVER
                                && step.details().containsKey("promoted")))
                .as("a certificate for each epoch that may have been written in")
                .hasSize((int) world.ledger().reigns().stream()
                        .filter(reign -> !reign.writer().equals("a"))
                        .filter(reign -> world.trail.stream()
                                .anyMatch(step -> step.epoch().equals(reign.epoch())
                                        && step.plan() == RecoveryStep.Plan.FAIL_OVER))
                        .count())
                .allSatisfy(step -> assertThat(step.details()).containsEntry("lost", ""));
    }
}
