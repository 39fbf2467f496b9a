package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.AGENT_SILENT;
import static dev.understudy.events.FaultKind.INSTANCE_DOWN;
import static dev.understudy.events.FaultKind.STANDBY_DOWN;
import static dev.understudy.events.Probe.Outcome.ANSWERED;
import static dev.understudy.events.Probe.Outcome.REFUSED;
import static dev.understudy.events.Probe.Outcome.SILENT;
import static dev.understudy.events.ServerProcess.State.ENDED;
import static dev.understudy.events.ServerProcess.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What silence means, and what it does not. */
class SilenceTest {

    @Test
    void a_silent_agent_is_a_silent_agent_and_never_a_death() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").mute();
            t.at(5_700).expectNothing();
            t.at(7_000).expect(SUSPECTED, AGENT_SILENT, "orders-a");
            t.at(10_500).expect(CONFIRMED, AGENT_SILENT, "orders-a");
            t.at(60_000).expectExactly("SUSPECTED AGENT_SILENT orders-a", "CONFIRMED AGENT_SILENT orders-a");
            t.agent("orders-a").restarted("200");
            t.at(61_500).expect(CLEARED, AGENT_SILENT, "orders-a");
        }
    }

    @Test
    void reports_that_come_too_late_to_be_believed_are_no_silence() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").mute();
            t.at(7_000).expect(SUSPECTED, AGENT_SILENT, "orders-a");
            t.at(9_000).agent("orders-a").clock(-1_220).agent("orders-a").reports();
            t.at(13_500).expectExactly("SUSPECTED AGENT_SILENT orders-a");
            t.at(16_000).expectExactly("SUSPECTED AGENT_SILENT orders-a", "CLEARED AGENT_SILENT orders-a");
        }
    }

    @Test
    void a_suspicion_of_an_epoch_that_is_over_is_raised_anew_in_the_next() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-b").process(STOPPED);
            t.probe("orders-a", "orders-b").sees(SILENT);
            t.router("orders-b").mute();
            t.at(6_300).expect(SUSPECTED, STANDBY_DOWN, "orders-b");
            t.route(2, "orders-a");
            t.at(8_600).expect(CONFIRMED, STANDBY_DOWN, "orders-b");
            assertThat(t.last().epoch().number()).isEqualTo(2);
            t.expectExactly(
                    "SUSPECTED STANDBY_DOWN orders-b",
                    "CLEARED STANDBY_DOWN orders-b",
                    "SUSPECTED STANDBY_DOWN orders-b",
                    "CONFIRMED STANDBY_DOWN orders-b");
        }
    }

    @Test
    void a_reporter_with_a_slow_cadence_is_not_silent_between_its_reports() {
        try (Timeline t = Timeline.healthy()) {
            for (long at = 5_000; at < 120_000; at += 2_500) {
                t.at(at).instance("order-9").reports();
                t.instance("order-9").mute();
            }
            t.expectNothing();
        }
    }

    @Test
    void a_dead_standby_is_a_dead_standby() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-b").process(ENDED).expect(SUSPECTED, STANDBY_DOWN, "orders-b");
            t.probe("orders-a", "orders-b").sees(REFUSED).expect(CONFIRMED, STANDBY_DOWN, "orders-b");
        }
    }

    @Test
    void a_killed_instance_is_down_when_it_is_refused_and_its_own_reports_have_ended() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).instance("order-1").mute();
            t.traffic("order-service", "order-1").sees(REFUSED).expect(SUSPECTED, INSTANCE_DOWN, "order-1");
            t.at(5_700).expect(SUSPECTED, INSTANCE_DOWN, "order-1");
            t.at(6_500).expect(CONFIRMED, INSTANCE_DOWN, "order-1");
            assertThat(t.last().epoch().number()).isZero();
            t.at(9_000).instance("order-1").restarted("200");
            t.traffic("order-service", "order-1").sees(ANSWERED);
            t.at(10_500).expect(CLEARED, INSTANCE_DOWN, "order-1");
            t.expectExactly(
                    "SUSPECTED INSTANCE_DOWN order-1",
                    "CONFIRMED INSTANCE_DOWN order-1",
                    "CLEARED INSTANCE_DOWN order-1");
        }
    }

    @Test
    void an_instance_that_is_refused_but_goes_on_reporting_is_only_suspected() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).traffic("order-service", "order-1").sees(REFUSED);
            t.at(20_000).expectExactly("SUSPECTED INSTANCE_DOWN order-1");
        }
    }
}
