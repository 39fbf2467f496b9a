package dev.understudy.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.RecoveryStep.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {

    private final Ledger first = Ledgers.reigning(1, "orders-a", "host:1:1");

    @Test
    void a_bootstrap_that_ended_leaves_one_reign_and_no_open_plan() {
        Reign reign = first.reign().orElseThrow();

        assertThat(reign.epoch()).isEqualTo(Epoch.of(1));
        assertThat(reign.writer()).isEqualTo("orders-a");
        assertThat(reign.handedOver()).isTrue();
        assertThat(reign.markerOffset()).isEqualTo(10);
        assertThat(first.open()).isEmpty();
        assertThat(first.lastFailOverEnd()).as("a bootstrap cools nothing down").isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Plan.class,
            names = {"FAIL_OVER", "SWITCH_OVER"})
    void every_prefix_of_a_plan_names_the_next_step(Plan plan) {
        Ledger ledger = first.and(Ledgers.step(plan, 2, "burn-epoch", State.DONE, Map.of("candidate", "orders-b")));
        List<Step> steps = Step.of(plan);
        for (Step step : steps.subList(1, steps.size())) {
            assertThat(ledger.open().orElseThrow().next()).contains(step);
            ledger = ledger.and(Ledgers.step(plan, 2, step.recorded(), State.DONE, Map.of("key", step.name())));
            assertThat(ledger.open().orElseThrow().recorded(step, "key")).isEqualTo(step.name());
        }
        assertThat(ledger.open().orElseThrow().next()).isEmpty();
    }

    @Test
    void a_record_that_comes_twice_changes_nothing() {
        RecoveryStep seal = Ledgers.step(Plan.FAIL_OVER, 2, "fence", State.DONE, Map.of("proof", "ended"));
        Ledger once = Ledgers.begun(first, 2, "orders-a", "orders-b").and(seal);

        assertThat(once.and(seal)).isEqualTo(once);
    }

    @Test
    void a_burnt_epoch_is_never_used_again_even_where_its_plan_came_to_nothing() {
        Ledger cancelled = Ledgers.begun(first, 2, "orders-a", "orders-b")
                .and(Ledgers.step(Plan.FAIL_OVER, 2, "cancelled", State.ENDED, Map.of()));

        assertThat(cancelled.burnt()).isEqualTo(Epoch.of(2));
        assertThat(cancelled.burnt().next()).isEqualTo(Epoch.of(3));
        assertThat(cancelled.reign().orElseThrow().epoch()).isEqualTo(Epoch.of(1));
        assertThat(cancelled.open()).isEmpty();
        assertThat(cancelled.lastFailOverEnd()).as("nothing was failed over").isZero();
    }

    @Test
    void where_a_node_was_cut_is_the_reign_that_came_after_its_own() {
        Ledger twice = Ledgers.failedOver(first, 2, "orders-a", "orders-b", 5_000);

        Reign successor = twice.successorOf("orders-a").orElseThrow();
        assertThat(successor.epoch()).isEqualTo(Epoch.of(2));
        assertThat(successor.cut()).as("what was drained").isEqualTo("0-1-9");
        assertThat(twice.successorOf("orders-b")).as("it still reigns").isEmpty();
        assertThat(twice.lastFailOverEnd()).isEqualTo(5_000);
    }

    @Test
    void a_refusal_before_any_plan_opens_none() {
        Ledger refused = first.and(Ledgers.step(Plan.FAIL_OVER, 1, "decision", State.REFUSED, Map.of()));

        assertThat(refused.open()).isEmpty();
    }

    @Test
    void a_refused_step_keeps_its_reason_until_it_is_done_and_a_person_may_force_it() {
        Ledger refused = Ledgers.begun(first, 2, "orders-a", "orders-b")
                .and(Ledgers.step(Plan.FAIL_OVER, 2, "fence", State.REFUSED, Map.of()));
        assertThat(refused.open().orElseThrow().refusal()).isEqualTo("reason of fence");

        Ledger forced = refused.and(Ledgers.step(Plan.FAIL_OVER, 2, Ledger.ORDER, State.DONE, Map.of("force", true)));
        assertThat(forced.open().orElseThrow().forced()).isTrue();
        assertThat(forced.open().orElseThrow().refusal()).isEmpty();
        assertThat(forced.open().orElseThrow().next()).contains(Step.FENCE);
    }

    @Test
    void a_node_that_came_back_keeps_the_newest_word_on_it() {
        Ledger refused = first.and(Ledgers.step(Plan.REJOIN, 1, "rejoin", State.REFUSED, Map.of("node", "orders-b")));
        assertThat(refused.rejoined()).containsEntry("orders-b", "reason of rejoin");

        assertThat(refused.and(Ledgers.step(Plan.REJOIN, 1, "rejoin", State.DONE, Map.of("node", "orders-b")))
                        .rejoined())
                .containsEntry("orders-b", "");
    }

    @Test
    void a_person_who_forces_a_plan_sets_aside_what_it_waits_for_and_nothing_later() {
        Ledger begun = Ledgers.begun(Ledgers.reigning(1, "a", "h:1:1"), 2, "a", "b");
        Ledger waits = begun.and(Ledgers.step(Plan.FAIL_OVER, 2, "fence", State.REFUSED, Map.of()));
        OpenPlan forced = waits.and(Ledgers.step(Plan.FAIL_OVER, 2, Ledger.ORDER, State.DONE, Map.of("force", true)))
                .open()
                .orElseThrow();
        assertThat(waits.open().orElseThrow().setAside()).isEmpty();
        assertThat(forced.setAside()).isEqualTo(waits.open().orElseThrow().refusal());
        assertThat(forced.refusal()).isEmpty();
        assertThat(forced.refused("another").setAside()).isEqualTo(forced.setAside());
    }
}
