package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.PRIMARY_HUNG;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An agent's report repeats its newest probe until the next has ended, and its newest report outlives the agent by a while. */
class RepeatedAnswerTest {

    @Test
    void an_answer_that_a_report_repeats_does_not_put_a_hang_off() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").keepsRepeating();
            othersWait(t);
            t.at(5_250).router("orders-a").silentSince(5_000);
            t.at(5_300).probe("orders-b", "orders-a").silentSince(5_000);
            t.at(5_500).agent("orders-a").silentSince(5_200);
            t.at(5_700).expect(SUSPECTED, PRIMARY_HUNG, "orders-a");
            t.at(5_850).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
        }
    }

    @Test
    void one_without_an_age_is_taken_for_a_new_one() {
        try (Timeline t = Timeline.healthy()) {
            othersWait(t.at(5_000));
            t.at(5_250).router("orders-a").silentSince(5_000);
            t.at(5_300).probe("orders-b", "orders-a").silentSince(5_000);
            t.at(5_500).agent("orders-a").silentSince(5_200);
            t.at(5_850);
            assertThat(t.summary()).doesNotContain("CONFIRMED PRIMARY_HUNG orders-a");
            t.at(6_300).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
        }
    }

    @Test
    void a_machine_that_stands_still_is_confirmed_800_ms_after_its_last_word() {
        try (Timeline t = machinesOfTheirOwn()) {
            t.at(5_010).agent("orders-a").mute();
            othersWait(t);
            t.probe("orders-a", "orders-b").mute();
            t.at(5_250).router("orders-a").silentSince(5_010);
            t.at(5_310).probe("orders-b", "orders-a").silentSince(5_010);
            t.at(5_780).expect(SUSPECTED, PRIMARY_HUNG, "orders-a");
            t.at(5_860).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
        }
    }

    @Test
    void an_agent_that_reports_well_contradicts_those_who_wait_however_long() {
        try (Timeline t = machinesOfTheirOwn()) {
            othersWait(t.at(5_010));
            t.at(5_250).router("orders-a").silentSince(5_010);
            t.at(5_310).probe("orders-b", "orders-a").silentSince(5_010);
            t.at(20_000);
            assertThat(t.summary()).doesNotContain("CONFIRMED PRIMARY_HUNG orders-a");
        }
    }

    /** They say nothing until they have waited for long enough. */
    private static void othersWait(Timeline t) {
        t.router("orders-a").mute();
        t.probe("orders-b", "orders-a").mute();
    }

    private static Timeline machinesOfTheirOwn() {
        Timeline t = Timeline.healthy();
        t.agent("orders-a").on("host-a");
        t.probe("orders-a", "orders-b").on("host-a");
        t.agent("orders-b").on("host-b");
        t.probe("orders-b", "orders-a").on("host-b");
        t.router("orders-a").on("host-r");
        return t;
    }
}
