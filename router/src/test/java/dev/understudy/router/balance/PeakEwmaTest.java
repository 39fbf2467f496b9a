package dev.understudy.router.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PeakEwmaTest {

    private static final double DECAY = 10_000;

    @Test
    void bad_news_is_believed_at_once() {
        PeakEwma slow = PeakEwma.UNKNOWN.after(1, 1_000, DECAY).after(80, 1_001, DECAY);
        assertThat(slow.millis(1_001, DECAY)).isEqualTo(80);
    }

    @Test
    void good_news_is_believed_slowly() {
        PeakEwma value = PeakEwma.UNKNOWN.after(80, 0, DECAY);
        for (long now = 100; now <= 10_000; now += 100) {
            value = value.after(2, now, DECAY);
        }
        // 2 and a third, more or less, of the 78 above it.
        assertThat(value.millis(10_000, DECAY)).isCloseTo(2 + 78 * Math.exp(-1), within(1.0));
    }

    @Test
    void one_that_nobody_asks_is_forgiven() {
        PeakEwma slow = PeakEwma.UNKNOWN.after(80, 0, DECAY);
        assertThat(slow.millis(10_000, DECAY)).isCloseTo(80 * Math.exp(-1), within(0.01));
        assertThat(slow.millis(100_000, DECAY)).isLessThan(0.01);
    }

    @Test
    void a_clock_that_stands_or_goes_back_changes_nothing_for_the_worse() {
        PeakEwma value = PeakEwma.UNKNOWN.after(10, 1_000, DECAY);
        assertThat(value.millis(0, DECAY)).isEqualTo(10);
        assertThat(value.after(5, 0, DECAY).millis(1_000, DECAY)).isEqualTo(10);
    }

    @Test
    void a_listener_keeps_one_for_each_node() {
        Latencies latencies = new Latencies(DECAY);
        latencies.took("a", 5, 1);
        latencies.took("a", 50, 1);
        assertThat(latencies.of("a", 1)).isEqualTo(50);
        assertThat(latencies.of("b", 1)).isZero();
    }
}
