package dev.understudy.journal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import org.junit.jupiter.api.Test;

class HeldLeaseTest {

    private static final long SECOND = 1_000_000_000L;

    private final HeldLease lease = new HeldLease(Epoch.of(3), 3 * SECOND);

    @Test
    void there_is_none_before_the_first_request_was_read_back() {
        lease.asking(1, 0);
        assertThat(lease.isValid(0)).isFalse();
        lease.readBack(1);
        assertThat(lease.isValid(SECOND)).isTrue();
    }

    @Test
    void it_counts_from_before_the_request_however_long_the_answer_took() {
        lease.asking(1, 10 * SECOND);
        lease.readBack(1);
        assertThat(lease.isValid(13 * SECOND - 1)).isTrue();
        assertThat(lease.isValid(13 * SECOND)).isFalse();
        lease.asking(2, 20 * SECOND);
        lease.readBack(2);
        assertThat(lease.isValid(25 * SECOND))
                .as("the answer came after its end")
                .isFalse();
    }

    @Test
    void each_request_prolongs_it() {
        lease.asking(1, 0);
        lease.readBack(1);
        lease.asking(2, SECOND);
        lease.readBack(2);
        assertThat(lease.isValid(3 * SECOND)).isTrue();
        assertThat(lease.remainingMillis(2 * SECOND)).isEqualTo(2_000);
    }

    @Test
    void an_answer_to_an_older_request_does_not_shorten_it() {
        lease.asking(1, 0);
        lease.asking(2, 2 * SECOND);
        lease.readBack(2);
        lease.readBack(1);
        assertThat(lease.isValid(4 * SECOND)).isTrue();
    }

    @Test
    void a_request_that_was_never_made_here_grants_nothing() {
        lease.readBack(7);
        assertThat(lease.isValid(0)).isFalse();
    }

    @Test
    void it_comes_back_with_a_later_request_after_it_has_run_out() {
        lease.asking(1, 0);
        lease.readBack(1);
        assertThat(lease.isValid(60 * SECOND)).isFalse();
        lease.asking(2, 60 * SECOND);
        lease.readBack(2);
        assertThat(lease.isValid(60 * SECOND)).isTrue();
    }

    @Test
    void a_closed_epoch_has_none_and_gets_none() {
        lease.asking(1, 0);
        lease.readBack(1);
        lease.asking(2, SECOND);
        lease.close();
        assertThat(lease.isValid(SECOND)).isFalse();
        lease.readBack(2);
        assertThat(lease.isValid(SECOND)).isFalse();
    }

    @Test
    void it_is_asked_for_three_times_while_it_lasts_and_more_often_while_there_is_none() {
        lease.asking(1, 0);
        assertThat(lease.isDue(SECOND / 5)).isFalse();
        assertThat(lease.isDue(SECOND / 4)).as("not granted yet").isTrue();
        lease.readBack(1);
        assertThat(lease.isDue(SECOND - 1)).isFalse();
        assertThat(lease.isDue(SECOND)).isTrue();
        lease.asking(2, 10 * SECOND);
        assertThat(lease.isDue(10 * SECOND + SECOND / 4)).as("it has run out").isTrue();
        lease.close();
        assertThat(lease.isDue(60 * SECOND)).as("there is no way back").isFalse();
    }

    @Test
    void a_request_that_nobody_answered_for_a_whole_lease_grants_nothing_any_more() {
        lease.asking(1, 0);
        lease.asking(2, 4 * SECOND);
        lease.readBack(1);
        assertThat(lease.isValid(SECOND)).isFalse();
        lease.readBack(2);
        assertThat(lease.isValid(5 * SECOND)).isTrue();
    }

    @Test
    void the_clock_may_begin_anywhere_and_wrap() {
        long late = Long.MAX_VALUE - SECOND;
        lease.asking(1, late);
        lease.readBack(1);
        assertThat(lease.isValid(late + 2 * SECOND)).isTrue();
        assertThat(lease.isValid(late + 3 * SECOND)).isFalse();
    }
}
