package dev.understudy.recovery.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.sql.Claimed;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final Schedule schedule = new Schedule();

    @Test
    void ranges_that_need_other_things_wait_for_nothing() {
        assertThat(schedule.enter(Claimed.alone(1, 2), 0)).isZero();
        assertThat(schedule.enter(Claimed.alone(3, 4), 0)).isZero();
    }

    @Test
    void a_range_waits_for_the_last_that_needed_what_it_needs() {
        schedule.enter(Claimed.alone(1), 0);
        schedule.enter(Claimed.alone(1, 2), 0);
        schedule.enter(Claimed.alone(3), 0);

        assertThat(schedule.enter(Claimed.alone(1, 3), 0)).isEqualTo(3);
        assertThat(schedule.enter(Claimed.alone(2), 0)).isEqualTo(2);
    }

    @Test
    void what_is_committed_is_not_waited_for() {
        schedule.enter(Claimed.alone(1), 0);

        assertThat(schedule.enter(Claimed.alone(1), 1)).isZero();
    }

    @Test
    void what_is_shared_goes_together_and_not_beside_what_is_needed_alone() {
        assertThat(schedule.enter(Claimed.shared(1), 0)).isZero();
        assertThat(schedule.enter(Claimed.shared(1), 0)).isZero();
        assertThat(schedule.enter(Claimed.alone(1), 0)).isEqualTo(2);
        assertThat(schedule.enter(Claimed.shared(1), 0)).isEqualTo(3);
    }
}
