package dev.understudy.detector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskTrendTest {

    private static final long WINDOW = 600_000;

    private final DiskTrend trend = new DiskTrend(WINDOW);

    @Test
    void nothing_is_said_before_a_fifth_of_the_window() {
        for (long at = 0; at < WINDOW / 5 - 10_000; at += 10_000) {
            trend.add(at, 1_000_000 - at);
        }
        assertThat(trend.known()).isFalse();
        assertThat(trend.fullIn(1_000)).isEmpty();
    }

    @Test
    void an_even_fall_says_when_it_ends() {
        for (long at = 0; at <= WINDOW; at += 200) {
            trend.add(at, 2_000_000 - at);
        }
        assertThat(trend.fullIn(1_400_000)).hasValue(1_400_000);
    }

    @Test
    void a_fall_with_jumps_in_it_says_much_the_same() {
        for (long at = 0; at <= WINDOW; at += 10_000) {
            trend.add(at, at % 50_000 == 0 ? 5_000_000 : 2_000_000 - at);
        }
        assertThat(trend.fullIn(1_400_000).orElseThrow()).isBetween(1_200_000L, 1_800_000L);
    }

    @Test
    void what_is_older_than_the_window_is_forgotten_and_a_clock_that_went_back_begins_anew() {
        for (long at = 0; at <= WINDOW; at += 10_000) {
            trend.add(at, 2_000_000 - at);
        }
        for (long at = WINDOW; at <= 3 * WINDOW; at += 10_000) {
            trend.add(at, 1_400_000);
        }
        assertThat(trend.fullIn(1_400_000)).isEmpty();
        trend.add(0, 1_400_000);
        assertThat(trend.known()).isFalse();
    }
}
