package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.FaultKind.PRIMARY_SATURATED;
import static dev.understudy.events.FaultKind.RESOURCE_EXHAUSTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.FaultKind.Consequence;
import dev.understudy.events.Vitals;
import org.junit.jupiter.api.Test;

/** Connections, memory and disk come to their end. */
class CapacityTest {

    private static final long GIB = 1L << 30;

    @Test
    void a_primary_whose_connections_are_used_up_is_saturated_until_they_are_not() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").spends(connections(146));
            t.at(7_900).expectNothing();
            t.at(8_300).expect(CONFIRMED, PRIMARY_SATURATED, "orders-a");
            assertThat(t.last().reason()).contains("has no connections left", "146 of 151 (97 %)");
            assertThat(t.last().evidence()).extracting("threshold").containsExactly(">= 95 %, for >= 3000 ms");
            assertThat(PRIMARY_SATURATED.consequence()).isEqualTo(Consequence.NONE);
            t.agent("orders-a").spends(connections(140));
            t.at(20_000).expect(CONFIRMED, PRIMARY_SATURATED, "orders-a");
            t.agent("orders-a").spends(connections(80));
            t.at(26_000).expect(CLEARED, PRIMARY_SATURATED, "orders-a");
        }
    }

    @Test
    void one_that_refuses_new_connections_is_saturated_whatever_it_counts() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").fails(1040);
            t.at(8_300).expect(CONFIRMED, PRIMARY_SATURATED, "orders-a");
            assertThat(t.last().reason()).contains("error 1040");
        }
    }

    @Test
    void another_error_and_a_short_peak_are_not_saturation() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").fails(1045);
            t.at(15_000).agent("orders-a").fails(0);
            for (long at = 20_000; at < 40_000; at += 4_000) {
                t.at(at).agent("orders-a").spends(connections(151));
                t.at(at + 2_000).agent("orders-a").spends(connections(100));
            }
            t.expectNothing();
        }
    }

    @Test
    void few_connections_left_on_a_standby_are_told_after_a_minute() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-b").spends(connections(135));
            t.at(64_900).expectNothing();
            t.at(65_300).expect(CONFIRMED, RESOURCE_EXHAUSTION, "orders-b");
            assertThat(t.last().reason()).contains("connections in use [135 of 151 (89 %)]");
            t.agent("orders-b").spends(connections(20));
            t.at(71_000).expect(CLEARED, RESOURCE_EXHAUSTION, "orders-b");
        }
    }

    @Test
    void memory_that_is_used_up_for_a_minute_is_told_and_a_new_epoch_does_not_clear_it() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-b").spends(new Vitals(null, null, 0.5, 0.97, null, null));
            t.at(66_000).expect(CONFIRMED, RESOURCE_EXHAUSTION, "orders-b");
            t.route(2, "orders-b");
            t.at(80_000)
                    .expectExactly("SUSPECTED RESOURCE_EXHAUSTION orders-b", "CONFIRMED RESOURCE_EXHAUSTION orders-b");
        }
    }

    @Test
    void a_disk_that_fills_is_told_while_there_is_time_and_cleared_when_it_no_longer_does() {
        try (Timeline t = Timeline.healthy(quickly())) {
            long free = 40 * GIB;
            for (long at = 5_000; at <= 30_000; at += 1_000) {
                free -= GIB / 40;
                t.at(at).agent("orders-a").spends(disk(free));
            }
            t.expect(CONFIRMED, RESOURCE_EXHAUSTION, "orders-a");
            assertThat(t.last().reason()).contains("the disk of its data fills", "full in 2");
            assertThat(t.last().evidence())
                    .extracting("threshold")
                    .containsExactly("full within 60 min, for >= 10000 ms");
            for (long at = 31_000; at <= 120_000; at += 1_000) {
                t.at(at).agent("orders-a").spends(disk(free));
            }
            t.expect(CLEARED, RESOURCE_EXHAUSTION, "orders-a");
        }
    }

    @Test
    void a_temporary_file_is_no_trend() {
        try (Timeline t = Timeline.healthy(quickly())) {
            for (long at = 5_000; at <= 60_000; at += 1_000) {
                boolean sorting = at > 25_000 && at < 40_000;
                t.at(at).agent("orders-a").spends(disk(sorting ? 10 * GIB : 40 * GIB));
            }
            t.expectNothing();
        }
    }

    @Test
    void a_disk_with_nothing_left_is_told_without_a_trend() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").spends(disk(GIB));
            t.at(66_000).expect(CONFIRMED, RESOURCE_EXHAUSTION, "orders-a");
            assertThat(t.last().reason()).contains("1.0 % free");
        }
    }

    private static DetectorConfig quickly() {
        return Configs.of(
                "detector: {verdicts: {conditions: {oneHost: false, resources: {diskWindow: 1m, lasting: 10s}}}}");
    }

    private static Vitals connections(int used) {
        return new Vitals(used, 151, 0.2, 0.5, null, null);
    }

    private static Vitals disk(long free) {
        return new Vitals(null, null, 0.2, 0.5, free, 100 * GIB);
    }
}
