package dev.understudy.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.bench.Samples;
import dev.understudy.bench.replay.LagTimes.Point;
import org.junit.jupiter.api.Test;

class LagTimesTest {

    private static final long MILLI = 1_000_000;

    private final LagTimes times = new LagTimes(2, 50);
    private final Samples samples = new Samples();

    @Test
    void the_middle_and_the_99th_of_a_hundred_rows_of_two_writers() {
        for (int i = 0; i < 100; i++) {
            times.at(Point.COMMITTED, i / 50, i % 50 + 1, 7 * MILLI);
            times.at(Point.VISIBLE, i / 50, i % 50 + 1, (7 + i) * MILLI);
        }
        times.add(samples, "lag", Point.COMMITTED, Point.VISIBLE);
        assertThat(samples.last("lag.p50")).isEqualTo(50);
        assertThat(samples.last("lag.p99")).isEqualTo(99);
    }

    @Test
    void nothing_shows_before_its_cause() {
        for (int i = 0; i < 100; i++) {
            times.at(Point.SENT, i / 50, i % 50 + 1, 8 * MILLI);
            times.at(Point.LOGGED, i / 50, i % 50 + 1, 7 * MILLI);
        }
        times.add(samples, "kafka", Point.SENT, Point.LOGGED);
        assertThat(samples.last("kafka.p99")).isZero();
    }

    @Test
    void a_row_that_was_never_seen_is_no_figure() {
        assertThatThrownBy(() -> times.add(samples, "lag", Point.COMMITTED, Point.APPLIED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("row 1 of writer 0");
    }
}
