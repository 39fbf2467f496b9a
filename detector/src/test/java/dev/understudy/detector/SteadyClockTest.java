package dev.understudy.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final long START = 1_800_000_000_000L;

    private long wall = START;
    private long elapsed;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> elapsed * 1_000_000);

    @Test
    void it_shows_the_systems_time() {
        assertThat(clock.millis()).isEqualTo(START);
        pass(20);
        assertThat(clock.millis()).isEqualTo(START + 20);
        assertThat(clock.aheadMillis()).isZero();
    }

    @Test
    void where_the_clock_is_set_back_it_goes_on_a_little_slower_until_the_two_agree() {
        wall -= 1_000;
        assertThat(clock.millis()).isEqualTo(START);
        assertThat(clock.aheadMillis()).isEqualTo(1_000);

        pass(10_000);
        assertThat(clock.millis()).isEqualTo(START + 9_900);
        assertThat(clock.aheadMillis()).isEqualTo(900);

        pass(200_000);
        assertThat(clock.millis()).isEqualTo(wall);
        assertThat(clock.aheadMillis()).isZero();
    }

    @Test
    void it_never_goes_back_however_often_it_is_asked() {
        wall -= 3_600_000;
        long before = clock.millis();
        for (int i = 0; i < 10_000; i++) {
            pass(1);
            long now = clock.millis();
            assertThat(now).isBetween(before, before + 1);
            before = now;
        }
        assertThat(before).isBetween(START + 9_899, START + 9_901);
    }

    @Test
    void where_the_clock_leaps_forward_it_leaps_too() {
        wall += 3_600_000;
        assertThat(clock.millis()).isEqualTo(START + 3_600_000);
        pass(20);
        assertThat(clock.millis()).isEqualTo(wall);
    }

    private void pass(long millis) {
        wall += millis;
        elapsed += millis;
    }
}
