package dev.understudy.detector;

import static dev.understudy.events.Canary.Cause.DISK_FULL;
import static dev.understudy.events.Canary.Cause.NOT_TRIED;
import static dev.understudy.events.Canary.Cause.READ_ONLY;
import static dev.understudy.events.Canary.Cause.SEMI_SYNC;
import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.PRIMARY_READ_ONLY;
import static dev.understudy.events.FaultKind.PRIMARY_STALLED;
import static dev.understudy.events.Probe.Outcome.REFUSED;
import static dev.understudy.events.RecoveryStep.State.DONE;
import static dev.understudy.events.RecoveryStep.State.ENDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.FaultKind.Consequence;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.ServerProcess;
import org.junit.jupiter.api.Test;

/** A writer that answers, and takes no writes. */
class WritesTest {

    @Test
    void a_canary_that_does_not_commit_is_suspected_after_3_s_and_confirmed_after_10_with_the_reason() {
        try (Timeline t = committing()) {
            t.at(5_000).agent("orders-a").canaryWaits(DISK_FULL);
            t.at(7_900).expectNothing();
            t.at(8_300).expect(SUSPECTED, PRIMARY_STALLED, "orders-a");
            t.at(14_900).expectExactly("SUSPECTED PRIMARY_STALLED orders-a");
            t.at(15_300).expect(CONFIRMED, PRIMARY_STALLED, "orders-a");
            assertThat(t.last().reason())
                    .contains("answers and commits nothing", "its canary waits: the disk is full (State)");
            assertThat(t.last().evidence()).singleElement().satisfies(evidence -> {
                assertThat(evidence.path()).isEqualTo("self-report");
                assertThat(evidence.threshold()).isEqualTo("for >= 10000 ms");
            });
            assertThat(t.last().bootId()).isEqualTo("boot-a1");
            t.at(20_000).agent("orders-a").keepsCommitting();
            t.at(24_500).expect(CONFIRMED, PRIMARY_STALLED, "orders-a");
            t.at(25_500).expect(CLEARED, PRIMARY_STALLED, "orders-a");
            t.at(60_000)
                    .expectExactly(
                            "SUSPECTED PRIMARY_STALLED orders-a",
                            "CONFIRMED PRIMARY_STALLED orders-a",
                            "CLEARED PRIMARY_STALLED orders-a");
        }
    }

    @Test
    void a_wait_for_an_acknowledgement_says_so_and_has_no_consequence_by_itself() {
        try (Timeline t = committing()) {
            t.at(5_000).agent("orders-a").canaryWaits(SEMI_SYNC);
            t.at(16_000).expect(CONFIRMED, PRIMARY_STALLED, "orders-a");
            assertThat(t.last().reason()).contains("nobody acknowledges its commits (semi-sync)");
            assertThat(PRIMARY_STALLED.consequence()).isNotEqualTo(Consequence.FAIL_OVER);
        }
    }

    @Test
    void short_waits_are_none_and_neither_are_slow_commits_one_after_the_other() {
        try (Timeline t = committing()) {
            for (long at = 5_000; at < 40_000; at += 3_000) {
                t.at(at).agent("orders-a").canaryWaits(SEMI_SYNC);
                t.at(at + 2_500).agent("orders-a").keepsCommitting();
            }
            t.expectNothing();
        }
    }

    @Test
    void what_was_not_tried_and_what_is_read_only_is_no_stall() {
        try (Timeline t = committing()) {
            t.at(5_000).agent("orders-a").canaryWaits(NOT_TRIED);
            t.at(20_000).agent("orders-a").canaryWaits(READ_ONLY);
            t.at(40_000).expectNothing();
        }
    }

    @Test
    void one_that_dies_is_down_and_not_stalled() {
        try (Timeline t = committing()) {
            t.at(5_000).agent("orders-a").process(ServerProcess.State.ENDED);
            t.probe("orders-b", "orders-a").sees(REFUSED);
            t.agent("orders-a").canaryWaits(DISK_FULL);
            t.at(25_000).expectExactly("SUSPECTED PRIMARY_DOWN orders-a", "CONFIRMED PRIMARY_DOWN orders-a");
        }
    }

    @Test
    void silence_of_the_agent_neither_raises_nor_clears_it() {
        try (Timeline t = committing()) {
            t.at(5_000).agent("orders-a").canaryWaits(DISK_FULL);
            t.at(9_000).agent("orders-a").mute();
            t.at(29_000);
            assertThat(t.summary()).doesNotContain("CONFIRMED PRIMARY_STALLED orders-a");
            assertThat(t.summary()).doesNotContain("CLEARED PRIMARY_STALLED orders-a");
        }
    }

    @Test
    void it_is_over_with_the_reign() {
        try (Timeline t = committing()) {
            t.at(5_000).agent("orders-a").canaryWaits(DISK_FULL);
            t.at(16_000).route(2, "orders-b");
            t.at(16_500).expect(CLEARED, PRIMARY_STALLED, "orders-a");
            assertThat(t.last().reason()).contains("superseded");
        }
    }

    @Test
    void a_writer_that_refuses_writes_without_a_plan_is_a_fault() {
        try (Timeline t = committing()) {
            t.at(5_000).agent("orders-a").readOnly(true);
            t.at(14_900).expectNothing();
            t.at(15_300).expect(CONFIRMED, PRIMARY_READ_ONLY, "orders-a");
            assertThat(t.last().kind().consequence()).isEqualTo(Consequence.NONE);
            t.at(16_000).agent("orders-a").readOnly(false);
            t.at(21_500).expect(CLEARED, PRIMARY_READ_ONLY, "orders-a");
        }
    }

    @Test
    void a_plan_explains_it_for_as_long_as_it_is_open() {
        try (Timeline t = committing()) {
            t.at(5_000).plan(2, "burn-epoch", DONE).agent("orders-a").readOnly(true);
            t.at(60_000).expectNothing();
            t.plan(2, "fail-over", ENDED);
            t.at(69_900).expectNothing();
            t.at(70_300).expect(CONFIRMED, PRIMARY_READ_ONLY, "orders-a");
        }
    }

    @Test
    void a_refusal_that_no_plan_followed_from_explains_nothing() {
        try (Timeline t = committing()) {
            t.at(5_000)
                    .plan(1, "decision", RecoveryStep.State.REFUSED)
                    .agent("orders-a")
                    .readOnly(true);
            t.at(15_500).expect(CONFIRMED, PRIMARY_READ_ONLY, "orders-a");
        }
    }

    @Test
    void a_standby_is_read_only_as_it_should_be_and_one_that_was_just_promoted_has_a_moment() {
        try (Timeline t = committing()) {
            t.agent("orders-b").readOnly(true);
            t.at(60_000).expectNothing();
            t.route(2, "orders-b");
            t.at(61_000).agent("orders-b").readOnly(false);
            t.at(80_000).expectNothing();
        }
    }

    private static Timeline committing() {
        Timeline t = Timeline.healthy();
        t.agent("orders-a").readOnly(false);
        t.agent("orders-a").keepsCommitting();
        return t;
    }
}
