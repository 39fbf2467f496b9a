package dev.understudy.detector.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTripTest {

    private final RoundTrip loop = new RoundTrip();

    @Test
    void one_is_sent_every_second_while_they_come_back() {
        assertThat(loop.due(0)).hasValue(1);
        loop.back(1);
        assertThat(loop.due(999)).isEmpty();
        assertThat(loop.due(1_000)).hasValue(2);
    }

    @Test
    void it_is_late_from_the_first_one_that_has_not_come_back() {
        assertThat(loop.late(10)).isZero();
        loop.due(10);
        assertThat(loop.due(2_000)).isEmpty();
        assertThat(loop.late(2_000)).isEqualTo(1_990);
        assertThat(loop.due(5_010)).hasValue(2);
        assertThat(loop.late(6_010)).isEqualTo(6_000);
    }

    @Test
    void one_that_was_lost_is_made_up_for_by_the_next() {
        loop.due(0);
        loop.due(5_000);
        loop.back(2);
        assertThat(loop.late(5_100)).isZero();
        loop.back(1);
        assertThat(loop.late(5_200)).isZero();
    }

    @Test
    void the_first_of_two_that_comes_back_leaves_the_second_under_way() {
        loop.due(0);
        loop.due(5_000);
        loop.back(1);
        assertThat(loop.late(5_100)).isEqualTo(100);
    }

    @Test
    void after_the_clock_went_back_nothing_is_under_way() {
        loop.due(10_000);
        loop.forget();
        assertThat(loop.late(20_000)).isZero();
        assertThat(loop.due(3)).hasValue(2);
    }
}
