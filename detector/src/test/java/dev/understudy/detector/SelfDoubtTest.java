package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.AGENT_SILENT;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.Probe.Outcome.ANSWERED;
import static dev.understudy.events.Probe.Outcome.REFUSED;
import static dev.understudy.events.ServerProcess.State.ENDED;
import static dev.understudy.events.ServerProcess.State.RUNNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the fault is here, or in the messenger, nobody is judged. */
class SelfDoubtTest {

    @Test
    void nobody_is_judged_within_the_grace_after_a_start() {
        try (Timeline t = Timeline.bare(Configs.defaults())) {
            t.route(1, "orders-a").agent("orders-a").running(1, "boot-a1");
            t.router("orders-a").sees(ANSWERED);
            t.at(500).agent("orders-a").process(ENDED);
            t.router("orders-a").sees(REFUSED);
            t.at(1_950).expectNothing();
            t.at(2_100).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void while_the_input_is_being_caught_up_the_grace_has_not_begun() {
        try (Timeline t = Timeline.bare(Configs.defaults())) {
            t.route(1, "orders-a");
            for (long behind = 30_000; behind > 0; behind -= 200) {
                t.at(t.now() + 10).agent("orders-a").clock(-behind);
                t.agent("orders-a").process(behind > 20_000 ? RUNNING : ENDED);
                t.router("orders-a").clock(-behind);
                t.router("orders-a").sees(behind > 20_000 ? ANSWERED : REFUSED);
            }
            t.agent("orders-a").clock(0);
            t.router("orders-a").clock(0);
            long caughtUp = t.now();
            t.at(caughtUp + 1_900).expectNothing();
            t.at(caughtUp + 2_300).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void what_was_heard_before_a_start_is_over_confirms_nothing_by_itself() {
        try (Timeline t = Timeline.bare(Configs.defaults())) {
            t.route(1, "orders-a").agent("orders-a").process(ENDED);
            t.router("orders-a").sees(REFUSED);
            t.agent("orders-a").mute();
            t.router("orders-a").mute();
            t.agent("orders-b").running(2, "boot-b1");
            t.at(10_000);
            assertThat(t.summary()).noneMatch(verdict -> verdict.startsWith("CONFIRMED PRIMARY"));
        }
    }

    @Test
    void a_detector_that_was_paused_judges_nobody_by_what_it_missed() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).pause();
            t.at(15_000).wake();
            t.at(20_000).expectNothing();
        }
    }

    @Test
    void a_death_while_the_detector_was_paused_is_found_soon_after() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).pause();
            t.at(7_000).agent("orders-a").process(ENDED);
            t.router("orders-a").sees(REFUSED);
            t.probe("orders-b", "orders-a").sees(REFUSED);
            t.at(10_000).wake().expectNothing();
            t.at(10_600).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void when_everything_falls_silent_at_once_the_messenger_is_suspected() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).messengerGone();
            t.at(25_000).expectNothing();
            t.messengerBackWithNothing().at(40_000).expectNothing();
        }
    }

    @Test
    void a_burst_of_old_records_after_a_silence_says_nothing_about_now() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).messengerGone();
            t.at(6_000).agent("orders-a").process(ENDED);
            t.router("orders-a").sees(REFUSED);
            t.at(9_000).agent("orders-a").process(RUNNING);
            t.router("orders-a").sees(ANSWERED);
            t.at(25_000).messengerBack().expectNothing();
            t.at(40_000).expectNothing();
        }
    }

    @Test
    void stale_reports_of_one_agent_do_not_make_it_look_alive() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-b").clock(-30_000);
            t.agent("orders-b").mute();
            t.at(6_900).expect(SUSPECTED, AGENT_SILENT, "orders-b");
        }
    }

    @Test
    void when_all_agents_fall_silent_but_routers_are_heard_the_messenger_is_suspected() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").mute();
            t.agent("orders-b").mute();
            t.instance("order-1").mute();
            t.instance("order-2").mute();
            t.at(10_000).expectNothing();
        }
    }

    @Test
    void a_producer_whose_clock_is_an_hour_off_is_heard_like_any_other() {
        try (Timeline t = Timeline.healthy()) {
            t.agent("orders-a").clock(3_600_000);
            t.at(8_000);
            t.agent("orders-a").clock(-3_600_000);
            t.at(12_000).expectNothing();
            t.at(13_000).agent("orders-a").process(ENDED);
            t.router("orders-a").sees(REFUSED).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void malformed_records_are_counted_and_stop_nothing() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).rawHeartbeat("{".getBytes(UTF_8)).rawHeartbeat(null).rawHeartbeat(new byte[300_000]);
            t.rawHeartbeat("{\"type\":\"self-report\",\"version\":9}".getBytes(UTF_8));
            t.rawHeartbeat("{\"type\":\"self-report\",\"version\":1,\"node\":\"orders-a\"}".getBytes(UTF_8));
            t.rawRoute("orders", "nonsense".getBytes(UTF_8)).at(5_100).rawRoute("orders", null);
            t.at(6_000).router("orders-a").sees(REFUSED).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            assertThat(t.metrics
                            .counter("understudy.detector.refused", "topic", "understudy.heartbeats")
                            .count())
                    .isEqualTo(5);
            assertThat(t.metrics
                            .counter("understudy.detector.refused", "topic", "understudy.routes")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void the_metrics_show_age_and_phi_by_scope() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").mute();
            t.at(7_600);
            assertThat(t.metrics
                            .get("understudy.heartbeat.age")
                            .tag("scope", "orders")
                            .gauge()
                            .value())
                    .isBetween(1_500.0, 3_000.0);
            assertThat(t.metrics
                            .get("understudy.detector.phi")
                            .tag("scope", "orders")
                            .gauge()
                            .value())
                    .isGreaterThan(8);
            assertThat(t.beholders().nodes()).extracting("node").contains("orders-a", "order-2");
            assertThat(t.beholders().judging()).isTrue();
        }
    }
}
