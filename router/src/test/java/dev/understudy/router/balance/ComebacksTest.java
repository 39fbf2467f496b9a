package dev.understudy.router.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComebacksTest {

    private final Comebacks comebacks = new Comebacks();

    @Test
    void the_share_grows_evenly_from_a_tenth_to_all() {
        SlowStart slow = new SlowStart(10_000);
        assertThat(slow.warmth(0)).isEqualTo(0.1);
        assertThat(slow.warmth(1_000)).isEqualTo(0.1);
        assertThat(slow.warmth(2_500)).isEqualTo(0.25);
        assertThat(slow.warmth(9_000)).isEqualTo(0.9);
        assertThat(slow.warmth(10_000)).isEqualTo(1);
        assertThat(slow.warmth(Long.MAX_VALUE)).isEqualTo(1);
        assertThat(new SlowStart(0).warmth(0)).isEqualTo(1);
    }

    @Test
    void a_round_robin_follows_the_curve() {
        SlowStart slow = new SlowStart(10_000);
        for (long since : new long[] {0, 2_500, 5_000, 10_000}) {
            double warmth = slow.warmth(since);
            Map<String, Integer> chosen =
                    Peers.chosen(new RoundRobin(), Peers.of(Peers.well("a"), Peers.warm("b", warmth)), 11_000, 1);
            assertThat(chosen.getOrDefault("b", 0) / 11_000.0).isCloseTo(warmth / (1 + warmth), within(0.001));
        }
    }

    @Test
    void one_that_takes_over_knows_who_came_back_and_who_is_new() {
        comebacks.present(List.of("a", "b"));
        comebacks.millis("a", true, 0);
        comebacks.millis("a", false, 10);
        Comebacks next = new Comebacks();
        next.takeOver(comebacks);
        next.present(List.of("a", "b", "c"));
        assertThat(next.millis("a", false, 25)).isEqualTo(15);
        assertThat(next.millis("b", false, 25)).isEqualTo(Long.MAX_VALUE);
        assertThat(next.millis("c", false, 25)).isZero();
    }

    @Test
    void who_is_there_from_the_beginning_never_came_back() {
        comebacks.present(List.of("a"));
        assertThat(comebacks.millis("a", false, 5)).isEqualTo(Long.MAX_VALUE);
        assertThat(comebacks.millis("a", false, 500)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_time_runs_from_the_return_and_again_from_the_next() {
        comebacks.millis("a", false, 0);
        assertThat(comebacks.millis("a", true, 100)).isZero();
        assertThat(comebacks.millis("a", true, 900)).isZero();
        assertThat(comebacks.millis("a", false, 1_000)).isZero();
        assertThat(comebacks.millis("a", false, 1_400)).isEqualTo(400);
        comebacks.millis("a", true, 1_500);
        assertThat(comebacks.millis("a", false, 2_000)).isZero();
        assertThat(comebacks.millis("a", false, 2_001)).isEqualTo(1);
    }

    @Test
    void one_that_joins_the_others_later_begins_slowly_too() {
        comebacks.present(List.of("a", "b"));
        comebacks.millis("a", false, 0);
        comebacks.millis("b", false, 0);
        comebacks.present(List.of("a"));
        comebacks.present(List.of("a", "b", "c"));
        assertThat(comebacks.millis("a", false, 10)).isEqualTo(Long.MAX_VALUE);
        assertThat(comebacks.millis("b", false, 10)).isZero();
        assertThat(comebacks.millis("c", false, 10)).isZero();
        assertThat(comebacks.millis("c", false, 30)).isEqualTo(20);
    }
}
