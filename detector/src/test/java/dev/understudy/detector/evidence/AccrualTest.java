package dev.understudy.detector.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AccrualTest {

    private static final AccrualLimits LIMITS = AccrualLimits.defaults();

    @Test
    void phi_follows_the_normal_tail_from_mean_and_pause_on() {
        Accrual even = learn(200, 200, 200, 200, 200, 200, 200, 200);
        // sigma is the floor, 100 ms: 3.09 sigma is phi 3, 5.61 sigma is phi 8.
        assertThat(even.phi(700 + 309, LIMITS)).isCloseTo(3, within(0.05));
        assertThat(even.phi(700 + 561, LIMITS)).isCloseTo(8, within(0.05));
        assertThat(even.phi(100, LIMITS)).isLessThan(0.01);
        assertThat(even.phi(Long.MAX_VALUE / 2, LIMITS)).isEqualTo(300);
    }

    @Test
    void a_cadence_that_is_not_known_yet_is_judged_by_the_deadline_alone() {
        assertThat(learn(200, 200).missing(2_900, LIMITS)).isFalse();
        assertThat(learn(200, 200).missing(3_000, LIMITS)).isTrue();
    }

    @Test
    void a_slow_cadence_moves_the_deadline() {
        assertThat(learn(5_000, 5_000, 5_000, 5_000, 5_000).missing(5_500, LIMITS))
                .isFalse();
        assertThat(learn(5_000, 5_000, 5_000, 5_000, 5_000).missing(6_300, LIMITS))
                .isTrue();
    }

    @Test
    void mean_and_variance_are_those_of_what_was_seen() {
        Random random = new Random(7);
        Accrual accrual = Accrual.EMPTY;
        for (int i = 0; i < 2_000; i++) {
            accrual = accrual.with(Math.round(200 + 30 * random.nextGaussian()));
        }
        assertThat(accrual.mean()).isCloseTo(200, within(20.0));
        assertThat(Math.sqrt(accrual.variance())).isCloseTo(30, within(10.0));
    }

    private static Accrual learn(long... intervals) {
        Accrual accrual = Accrual.EMPTY;
        for (long interval : intervals) {
            accrual = accrual.with(interval);
        }
        return accrual;
    }
}
