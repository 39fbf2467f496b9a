package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.FaultKind.CHANGELOG_STALLED;
import static dev.understudy.events.FaultKind.SINGLE_POINT_OF_FAILURE;
import static dev.understudy.events.FaultKind.STANDBY_LAGGING;
import static dev.understudy.events.Probe.Outcome.ANSWERED;
import static dev.understudy.events.Probe.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Canary;
import dev.understudy.events.Epoch;
import dev.understudy.events.FaultKind.Consequence;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.events.StandbyReport;
import dev.understudy.events.StandbyReport.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What shows only when several members are looked at together, and how a standby keeps up. */
class CompanyTest {

    private long sequence;

    @Test
    void a_standby_that_applies_old_changes_for_10_s_lags_and_one_that_catches_up_does_not() {
        try (Timeline t = Timeline.healthy()) {
            follows(t, 5_000, 14_000, 12_000, true);
            t.expectNothing();
            follows(t, 14_000, 16_000, 12_000, true);
            t.expect(CONFIRMED, STANDBY_LAGGING, "orders-b");
            assertThat(t.last().reason()).contains("the standby orders-b lags", "12000 ms");
            assertThat(t.last().evidence()).extracting("threshold").containsExactly(">= 10000 ms, for >= 10000 ms");
            assertThat(STANDBY_LAGGING.consequence()).isEqualTo(Consequence.NONE);
            follows(t, 17_000, 21_000, 7_000, true);
            t.expect(CONFIRMED, STANDBY_LAGGING, "orders-b");
            follows(t, 22_000, 28_000, 20, true);
            t.expect(CLEARED, STANDBY_LAGGING, "orders-b");
        }
    }

    @Test
    void one_late_change_and_a_standby_that_catches_up_soon_are_no_fault() {
        try (Timeline t = Timeline.healthy()) {
            follows(t, 5_000, 5_000, 600_000, true);
            follows(t, 6_000, 20_000, 20, true);
            follows(t, 21_000, 29_000, 60_000, true);
            follows(t, 30_000, 40_000, 20, true);
            t.expectNothing();
        }
    }

    @Test
    void canaries_that_no_standby_applies_for_long_stall_the_changelog_and_are_no_death() {
        try (Timeline t = Timeline.healthy(impatient())) {
            t.agent("orders-a").keepsCommitting();
            follows(t, 5_000, 10_000, 20, true);
            follows(t, 11_000, 19_000, 20, false);
            t.expectNothing();
            follows(t, 20_000, 24_000, 20, false);
            t.expect(CONFIRMED, CHANGELOG_STALLED, "orders-a");
            assertThat(t.last().reason()).contains("reaches no standby");
            assertThat(CHANGELOG_STALLED.consequence()).isEqualTo(Consequence.NONE);
            follows(t, 25_000, 33_000, 20, true);
            t.expect(CLEARED, CHANGELOG_STALLED, "orders-a");
        }
    }

    @Test
    void nothing_to_apply_is_no_stall_and_neither_is_a_hand_over() {
        try (Timeline t = Timeline.healthy(impatient())) {
            t.agent("orders-a").keepsCommitting();
            follows(t, 5_000, 6_000, 20, true);
            t.agent("orders-a").canaryWaits(Canary.Cause.NOT_TRIED);
            follows(t, 7_000, 30_000, 20, false);
            t.route(1, "orders-a", Route.State.HANDING_OVER).agent("orders-a").keepsCommitting();
            follows(t, 31_000, 60_000, 20, false);
            t.expectNothing();
        }
    }

    @Test
    void a_cluster_down_to_its_writer_has_a_single_point_of_failure_until_a_standby_is_back() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-b").mute();
            t.router("orders-b").mute();
            t.probe("orders-a", "orders-b").sees(REFUSED);
            t.at(34_000);
            assertThat(t.faults()).noneMatch(fault -> fault.kind() == SINGLE_POINT_OF_FAILURE);
            t.at(38_000).expect(CONFIRMED, SINGLE_POINT_OF_FAILURE, "orders-a");
            assertThat(t.last().reason()).contains("it is the only member that is well [1 of 2]");
            assertThat(t.last().evidence()).extracting("path").containsExactly("survey");
            assertThat(t.last().incident())
                    .as("whichever detector says so")
                    .isEqualTo("orders/e1/orders-a/single-point-of-failure/boot-a1/0");
            assertThat(SINGLE_POINT_OF_FAILURE.consequence()).isEqualTo(Consequence.NONE);

            t.probe("orders-a", "orders-b").sees(ANSWERED);
            t.agent("orders-b").restarted("200");
            t.at(45_000);
            assertThat(t.summary()).contains("CLEARED SINGLE_POINT_OF_FAILURE orders-a");
        }
    }

    @Test
    void a_halted_standby_does_not_count_and_a_member_that_is_away_for_a_moment_does() {
        try (Timeline t = Timeline.healthy()) {
            for (long at = 5_000; at < 40_000; at += 10_000) {
                t.at(at).instance("order-2").mute();
                t.traffic("order-service", "order-2").sees(REFUSED);
                t.at(at + 2_000).instance("order-2").restarted("2" + at);
                t.traffic("order-service", "order-2").sees(ANSWERED);
            }
            assertThat(t.faults()).noneMatch(fault -> fault.kind() == SINGLE_POINT_OF_FAILURE);

            for (long at = 45_000; at < 80_000; at += 1_000) {
                t.at(at);
                says(t, State.HALTED, 0, "0-1-5");
            }
            t.expect(CONFIRMED, SINGLE_POINT_OF_FAILURE, "orders-a");
        }
    }

    @Test
    void all_on_one_machine_is_told_once_for_each_cluster_and_service_unless_that_is_turned_off() {
        try (Timeline t = Timeline.healthy(Configs.defaults())) {
            t.at(40_000)
                    .expectExactly(
                            "SUSPECTED SINGLE_POINT_OF_FAILURE orders-a",
                            "CONFIRMED SINGLE_POINT_OF_FAILURE orders-a",
                            "SUSPECTED SINGLE_POINT_OF_FAILURE order-1",
                            "CONFIRMED SINGLE_POINT_OF_FAILURE order-1");
            assertThat(t.last().reason()).contains("all members that are well are on one machine [host-1]");
            t.instance("order-2").on("host-2");
            t.at(50_000).expect(CLEARED, SINGLE_POINT_OF_FAILURE, "order-1");
        }
        try (Timeline t = Timeline.healthy(Configs.onOneHost())) {
            t.at(40_000).expectNothing();
        }
    }

    private static DetectorConfig impatient() {
        return Configs.of("detector: {verdicts: {conditions: {oneHost: false, changelog: 10s}}}");
    }

    /** Every second until then; where it applies something, that is new each time. */
    private void follows(Timeline t, long from, long until, long lag, boolean applies) {
        for (long at = from; at <= until; at += 1_000) {
            t.at(at);
            says(t, State.FOLLOWING, lag, applies ? "0-1-" + at : "0-1-5");
        }
    }

    private void says(Timeline t, State state, long lag, String applied) {
        sequence++;
        StandbyReport report = new StandbyReport(
                "orders",
                "orders-b",
                "host-1",
                "recovery-orders@100",
                sequence,
                Timeline.EPOCH_START + t.now(),
                Epoch.of(1),
                state,
                "",
                lag,
                applied,
                0,
                List.of(),
                "",
                "",
                null,
                sequence);
        t.send("orders-b", RecordCodec.HEARTBEATS.encode(report));
    }
}
