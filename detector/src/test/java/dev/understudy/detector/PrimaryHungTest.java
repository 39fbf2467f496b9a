package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.FaultKind.PRIMARY_HUNG;
import static dev.understudy.events.Probe.Outcome.ANSWERED;
import static dev.understudy.events.Probe.Outcome.FAILED;
import static dev.understudy.events.Probe.Outcome.RESET;
import static dev.understudy.events.Probe.Outcome.SILENT;
import static dev.understudy.events.ServerProcess.State.ENDED;
import static dev.understudy.events.ServerProcess.State.RUNNING;
import static dev.understudy.events.ServerProcess.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.ObserverHealth;
import org.junit.jupiter.api.Test;

class PrimaryHungTest {

    @Test
    void a_stopped_primary_is_suspected_after_300_ms_and_confirmed_after_800() {
        try (Timeline t = Timeline.healthy()) {
            stop(t, 5_000);
            t.at(5_290).expectNothing();
            t.at(5_350).expect(SUSPECTED, PRIMARY_HUNG, "orders-a");
            t.at(5_780).expect(SUSPECTED, PRIMARY_HUNG, "orders-a");
            t.at(5_850).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
            assertThat(t.last().reason()).contains("process stopped", "2 independent paths agree");
            assertThat(t.last().evidence()).extracting("threshold").containsOnly(">= 800 ms");
        }
    }

    @Test
    void a_stop_of_300_ms_is_no_confirmed_fault() {
        try (Timeline t = Timeline.healthy()) {
            stop(t, 5_000);
            resume(t, 5_320);
            t.at(9_000).expectExactly("SUSPECTED PRIMARY_HUNG orders-a", "CLEARED PRIMARY_HUNG orders-a");
        }
    }

    @Test
    void stops_of_250_ms_again_and_again_are_no_fault() {
        try (Timeline t = Timeline.healthy()) {
            for (long at = 5_000; at < 10_000; at += 500) {
                stop(t, at);
                resume(t, at + 250);
            }
            t.at(11_000).expectNothing();
        }
    }

    @Test
    void a_hang_that_only_one_path_sees_is_never_confirmed() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(SILENT);
            t.at(20_000).expectNothing();
        }
    }

    @Test
    void a_commit_seen_by_the_agent_vetoes_what_two_observers_miss() {
        try (Timeline t = Timeline.healthy()) {
            t.agent("orders-a").mute();
            t.at(4_100).router("orders-a").sees(SILENT);
            t.probe("orders-b", "orders-a").sees(SILENT);
            for (long at = 4_200; at < 10_000; at += 250) {
                t.at(at).agent("orders-a").commits();
            }
            assertThat(t.summary()).doesNotContain("CONFIRMED PRIMARY_HUNG orders-a");
        }
    }

    @Test
    void an_error_proves_nothing_either_way() {
        try (Timeline t = Timeline.healthy()) {
            t.at(4_500).probe("orders-b", "orders-a").sees(FAILED);
            t.at(5_000).agent("orders-a").process(STOPPED);
            t.router("orders-a").sees(SILENT);
            t.at(5_850).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
            t.agent("orders-a").process(RUNNING);
            t.router("orders-a").sees(ANSWERED);
            t.at(7_000).expect(CLEARED, PRIMARY_HUNG, "orders-a");
        }
    }

    @Test
    void a_late_commit_starts_the_time_again() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").sees(SILENT);
            t.router("orders-a").sees(SILENT);
            t.probe("orders-b", "orders-a").sees(SILENT);
            t.at(5_600).expect(SUSPECTED, PRIMARY_HUNG, "orders-a");
            t.at(5_700).agent("orders-a").commits();
            t.at(6_450).expect(SUSPECTED, PRIMARY_HUNG, "orders-a");
            t.at(6_600).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
        }
    }

    @Test
    void silence_counts_only_where_the_observer_is_prompt_itself() {
        try (Timeline t = Timeline.healthy()) {
            t.agent("orders-a").mute();
            t.router("orders-a").feels(new ObserverHealth(900.0, 1.0, 50L, 20_000L, 0));
            t.probe("orders-b", "orders-a").feels(new ObserverHealth(900.0, 1.0, 50L, 20_000L, 0));
            t.router("orders-a").sees(SILENT);
            t.probe("orders-b", "orders-a").sees(SILENT);
            t.at(8_000);
            assertThat(t.summary()).noneMatch(verdict -> verdict.contains("PRIMARY"));
        }
    }

    @Test
    void an_observer_that_says_nothing_of_itself_is_not_enough_on_one_machine() {
        try (Timeline t = Timeline.healthy()) {
            t.router("orders-a").feels(ObserverHealth.UNKNOWN);
            t.at(5_000).agent("orders-a").process(STOPPED);
            t.router("orders-a").sees(SILENT);
            t.probe("orders-b", "orders-a").mute();
            t.at(9_000).expectExactly("SUSPECTED PRIMARY_HUNG orders-a");
        }
    }

    @Test
    void the_same_observer_on_another_machine_is() {
        try (Timeline t = Timeline.healthy()) {
            t.router("orders-a").on("host-2");
            t.router("orders-a").feels(ObserverHealth.UNKNOWN);
            t.at(5_000).agent("orders-a").process(STOPPED);
            t.router("orders-a").sees(SILENT);
            t.probe("orders-b", "orders-a").mute();
            t.at(6_000).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
        }
    }

    @Test
    void a_machine_that_is_gone_is_confirmed_by_observers_on_another() {
        try (Timeline t = Timeline.healthy()) {
            t.router("orders-a").on("host-2");
            t.probe("orders-b", "orders-a").on("host-2");
            t.at(5_000).agent("orders-a").mute();
            t.router("orders-a").sees(SILENT);
            t.probe("orders-b", "orders-a").sees(SILENT);
            t.at(6_000).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
        }
    }

    @Test
    void a_hung_server_that_is_fenced_stays_one_incident() {
        try (Timeline t = Timeline.healthy()) {
            stop(t, 5_000);
            t.at(6_000).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
            t.agent("orders-a").process(ENDED);
            t.router("orders-a").sees(RESET);
            t.at(7_000).expectExactly("SUSPECTED PRIMARY_HUNG orders-a", "CONFIRMED PRIMARY_HUNG orders-a");
        }
    }

    @Test
    void a_suspected_hang_that_turns_out_a_death_is_raised_as_such_before_it_is_cleared() {
        try (Timeline t = Timeline.healthy()) {
            stop(t, 5_000);
            t.at(5_400).expect(SUSPECTED, PRIMARY_HUNG, "orders-a");
            t.agent("orders-a").process(ENDED);
            t.expectExactly(
                    "SUSPECTED PRIMARY_HUNG orders-a",
                    "SUSPECTED PRIMARY_DOWN orders-a",
                    "CLEARED PRIMARY_HUNG orders-a");
            t.router("orders-a").sees(RESET).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void a_server_that_wakes_after_its_fault_was_confirmed_is_cleared() {
        try (Timeline t = Timeline.healthy()) {
            stop(t, 5_000);
            t.at(6_000).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
            resume(t, 6_500);
            t.at(7_400).expect(CONFIRMED, PRIMARY_HUNG, "orders-a");
            t.at(7_600).expect(CLEARED, PRIMARY_HUNG, "orders-a");
        }
    }

    static void stop(Timeline t, long at) {
        t.at(at).agent("orders-a").process(STOPPED);
        t.router("orders-a").sees(SILENT);
        t.probe("orders-b", "orders-a").sees(SILENT);
    }

    static void resume(Timeline t, long at) {
        t.at(at).agent("orders-a").process(RUNNING);
        t.router("orders-a").sees(ANSWERED);
        t.probe("orders-b", "orders-a").sees(ANSWERED);
    }
}
