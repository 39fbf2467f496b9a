package dev.understudy.detector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {

    private final Delays delays = new Delays();

    @Test
    void skew_does_not_matter_and_lateness_does() {
        assertThat(add(-3_600_000)).isEqualTo(Heard.FRESH);
        assertThat(add(-3_599_500)).isEqualTo(Heard.FRESH);
        assertThat(add(-3_590_000)).isEqualTo(Heard.STALE);
    }

    @Test
    void delays_that_shrink_are_a_backlog_being_read() {
        assertThat(add(30_000)).isEqualTo(Heard.FRESH);
        assertThat(add(29_800)).isEqualTo(Heard.BACKLOG);
        assertThat(add(29_750)).isEqualTo(Heard.FRESH);
    }

    @Test
    void a_burst_of_old_records_stays_stale_to_its_end() {
        add(5);
        for (long delay = 60_000; delay > 1_100; delay -= 200) {
            assertThat(add(delay)).isEqualTo(Heard.STALE);
        }
        assertThat(add(6)).isEqualTo(Heard.FRESH);
    }

    @Test
    void a_new_steady_delay_is_a_clock_that_was_set() {
        add(5);
        Heard heard = Heard.STALE;
        int records = 0;
        while (heard == Heard.STALE && records < 100) {
            heard = add(8_000 + records % 7);
            records++;
        }
        assertThat(records).isEqualTo(25);
        assertThat(add(8_010)).isEqualTo(Heard.FRESH);
    }

    @Test
    void a_clock_that_drifts_is_followed() {
        for (int record = 0; record < 20_000; record++) {
            assertThat(add(5 + record / 10)).isEqualTo(Heard.FRESH);
        }
    }

    private Heard add(long delay) {
        return delays.add(delay, 1_000);
    }
}
