package dev.understudy.detector.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.detector.evidence.Heard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelfDoubtStatesTest {

    private static final Census QUIET = new Census(4, 0);

    private final SelfDoubt doubt = new SelfDoubt(DoubtLimits.defaults(), 0);

    @BeforeEach
    void beSure() {
        run(0, 3_000);
        assertThat(doubt.confidence()).isInstanceOf(Confidence.Sure.class);
    }

    @Test
    void a_clock_that_goes_back_voids_what_was_known_and_starts_the_grace_again() {
        assertThat(doubt.tick(1_000, QUIET)).isFalse();
        assertThat(doubt.confidence()).isInstanceOf(Confidence.Starting.class);
        run(1_000, 3_100);
        assertThat(doubt.confidence().judges()).isTrue();
    }

    @Test
    void a_pause_that_is_noticed_by_a_record_before_the_next_tick_is_a_pause_all_the_same() {
        doubt.heard(Heard.FRESH, 13_000);
        assertThat(doubt.confidence().judges()).isFalse();
        assertThat(doubt.confidence().reason()).contains("paused");
    }

    @Test
    void old_records_after_a_pause_prolong_the_doubt() {
        doubt.tick(13_000, QUIET);
        for (long now = 13_000; now < 14_000; now += 20) {
            doubt.heard(Heard.STALE, now);
            doubt.tick(now, QUIET);
        }
        assertThat(doubt.confidence().judges()).isFalse();
        run(14_000, 14_400);
        assertThat(doubt.confidence().judges()).isTrue();
    }

    @Test
    void input_that_is_mostly_old_lags() {
        for (int record = 0; record < 100; record++) {
            doubt.heard(Heard.STALE, 3_010);
        }
        assertThat(doubt.confidence().reason()).contains("lags behind");
    }

    @Test
    void one_silent_node_of_two_is_a_node_and_two_of_two_are_the_messenger() {
        doubt.heard(Heard.FRESH, 3_010);
        doubt.tick(3_020, new Census(2, 1));
        assertThat(doubt.confidence().judges()).isTrue();
        doubt.tick(3_040, new Census(2, 2));
        assertThat(doubt.confidence().reason()).contains("2 of 2 nodes fell silent together");
    }

    @Test
    void its_own_heartbeat_that_does_not_come_back_speaks_against_the_messenger() {
        assertThat(doubt.loopBackDue(3_000)).hasValue(1);
        run(3_020, 4_000);
        assertThat(doubt.confidence().judges()).isTrue();
        run(4_020, 4_040);
        assertThat(doubt.confidence().reason()).contains("its own heartbeat");
        doubt.cameBack(1);
        run(4_060, 5_100);
        assertThat(doubt.confidence().judges()).isTrue();
    }

    private void run(long from, long to) {
        for (long now = from; now <= to; now += 20) {
            doubt.heard(Heard.FRESH, now);
            doubt.tick(now, QUIET);
        }
    }
}
