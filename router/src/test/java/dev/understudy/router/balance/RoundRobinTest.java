package dev.understudy.router.balance;

import static dev.understudy.router.balance.Peers.as;
import static dev.understudy.router.balance.Peers.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class RoundRobinTest {

    private final RoundRobin balancer = new RoundRobin();

    @Test
    void equals_come_one_after_the_other() {
        assertThat(order(Peers.of(well("a"), well("b"), well("c")), 7)).isEqualTo("abcabca");
    }

    @Test
    void the_heavy_one_comes_more_often_and_not_all_at_once() {
        Snapshot snapshot = Peers.of(well("a", 5, 0), well("b"), well("c"));
        assertThat(order(snapshot, 14)).isEqualTo("aabacaaaabacaa");
    }

    @Test
    void load_does_not_matter() {
        assertThat(order(Peers.of(well("a", 1, 900), well("b")), 4)).isEqualTo("abab");
    }

    @Test
    void each_period_has_exactly_the_weights_whatever_they_are() {
        Snapshot snapshot = Peers.of(well("a", 7, 0), well("b", 4, 0), well("c", 1, 0), well("d", 11, 0));
        for (int period = 0; period < 50; period++) {
            assertThat(Peers.chosen(balancer, snapshot, 23, 1)).isEqualTo(Map.of("a", 7, "b", 4, "c", 1, "d", 11));
        }
    }

    @Test
    void at_no_moment_is_anyone_more_than_one_choice_off_its_share() {
        double[] weights = {7, 4, 1, 11};
        Snapshot snapshot = Peers.of(well("a", 7, 0), well("b", 4, 0), well("c", 1, 0), well("d", 11, 0));
        int[] counts = new int[4];
        for (int turn = 1; turn <= 2_300; turn++) {
            counts[balancer.choose(snapshot, new Ask(turn, 0, 0))]++;
            for (int i = 0; i < 4; i++) {
                // Smooth weighted round robin promises less than one for each member.
                assertThat(Math.abs(counts[i] - turn * weights[i] / 23)).isLessThan(4);
            }
        }
    }

    @Test
    void one_that_was_away_does_not_catch_up_on_what_it_missed() {
        Snapshot both = Peers.of(well("a"), well("b"));
        Snapshot one = Peers.of(well("a"), as(Standing.DRAINED, "b"));
        order(both, 3);
        assertThat(order(one, 100)).doesNotContain("b");
        assertThat(order(both, 6)).isIn("bababa", "ababab");
    }

    @Test
    void members_that_come_go_or_change_their_places_keep_their_credit() {
        order(Peers.of(well("a"), well("b"), well("c")), 1);
        assertThat(order(Peers.of(well("c"), well("a"), well("b")), 2)).isIn("bc", "cb");
        assertThat(order(Peers.of(well("d"), well("a")), 2)).isIn("ad", "da");
    }

    @Test
    void many_who_choose_at_once_get_exactly_the_shares() throws InterruptedException {
        Snapshot snapshot = Peers.of(well("a", 1, 0), well("b", 3, 0));
        AtomicIntegerArray counts = new AtomicIntegerArray(2);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int turn = 0; turn < 10_000; turn++) {
                    counts.incrementAndGet(balancer.choose(snapshot, new Ask(turn, 0, 0)));
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counts.get(0)).isEqualTo(10_000);
        assertThat(counts.get(1)).isEqualTo(30_000);
    }

    private String order(Snapshot snapshot, int choices) {
        StringBuilder order = new StringBuilder();
        for (int turn = 0; turn < choices; turn++) {
            order.append(Peers.chosen(balancer, snapshot, new Ask(turn, 0, 0)));
        }
        return order.toString();
    }
}
