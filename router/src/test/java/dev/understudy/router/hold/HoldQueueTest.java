package dev.understudy.router.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.hold.HoldQueue.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldQueueTest {

    private final HoldQueue<String> queue = new HoldQueue<>(new HoldLimits(Duration.ofMillis(100), 3));

    @Test
    void no_more_wait_than_there_are_places() {
        enter("a", 0);
        enter("b", 0);
        Place<String> last = enter("c", 0);
        assertThat(queue.enter("d", 0)).isEmpty();
        queue.leave(last);
        queue.leave(last);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.enter("d", 0)).isPresent();
    }

    @Test
    void nobody_waits_longer_than_the_limit_and_the_oldest_go_first() {
        enter("a", 0);
        enter("b", 50);
        assertThat(queue.expired(99)).isEmpty();
        assertThat(queue.expired(100)).containsExactly("a");
        assertThat(queue.expired(149)).isEmpty();
        assertThat(queue.expired(150)).containsExactly("b");
        assertThat(queue.size()).isZero();
    }

    @Test
    void all_are_released_in_the_order_in_which_they_came_and_once() {
        enter("a", 0);
        enter("b", 0);
        enter("c", 0);
        assertThat(queue.release()).containsExactly("a", "b", "c");
        assertThat(queue.release()).isEmpty();
    }

    @Test
    void a_failed_try_keeps_its_place_and_its_deadline() {
        Place<String> first = enter("a", 0);
        enter("b", 60);
        assertThat(queue.scout()).contains("a");
        queue.again(first);
        assertThat(queue.scout()).contains("a");
        assertThat(queue.expired(100)).containsExactly("a");
        assertThat(queue.scout()).contains("b");
    }

    @Test
    void one_scouts_while_the_others_wait() {
        enter("a", 0);
        enter("b", 0);
        assertThat(queue.scout()).contains("a");
        assertThat(queue.scout()).isEmpty();
    }

    @Test
    void a_scout_that_leaves_frees_the_scouting_for_the_next() {
        Place<String> first = enter("a", 0);
        enter("b", 0);
        assertThat(queue.scout()).contains("a");
        queue.leave(first);
        assertThat(queue.scout()).contains("b");
    }

    @Test
    void a_scout_whose_time_is_over_frees_the_scouting_for_the_next() {
        Place<String> first = enter("a", 0);
        enter("b", 60);
        assertThat(queue.scout()).contains("a");
        assertThat(queue.expired(100)).containsExactly("a");
        queue.again(first);
        queue.leave(first);
        assertThat(queue.scout()).contains("b");
        assertThat(queue.scout()).isEmpty();
    }

    @Test
    void a_queue_of_nobody_has_no_scout() {
        assertThat(queue.scout()).isEmpty();
        assertThat(queue.release()).isEmpty();
        assertThat(queue.expired(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void limits_have_defaults_and_are_checked() {
        assertThat(HoldLimits.defaults()).isEqualTo(new HoldLimits(Duration.ofSeconds(30), 10_000));
        assertThatThrownBy(() -> new HoldLimits(Duration.ZERO, 1)).hasMessage("time is 1ms to 1h, not 0ms");
        assertThatThrownBy(() -> new HoldLimits(Duration.ofHours(2), 1)).hasMessageContaining("1h");
        assertThatThrownBy(() -> new HoldLimits(Duration.ofSeconds(1), -1)).hasMessageContaining("connections");
    }

    private Place<String> enter(String guest, long now) {
        return queue.enter(guest, now).orElseThrow();
    }
}
