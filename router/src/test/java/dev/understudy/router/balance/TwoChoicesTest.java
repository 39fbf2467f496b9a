package dev.understudy.router.balance;

import static dev.understudy.router.balance.Peers.fast;
import static dev.understudy.router.balance.Peers.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwoChoicesTest {

    private final TwoChoices balancer = new TwoChoices();

    @Test
    void of_two_the_sooner_is_chosen_always() {
        assertThat(Peers.chosen(balancer, Peers.of(fast("a", 20, 0), fast("b", 1, 0)), 1_000, 1))
                .isEqualTo(Map.of("b", 1_000));
    }

    @Test
    void what_it_carries_already_counts_as_waiting() {
        assertThat(Peers.chosen(balancer, Peers.of(fast("a", 2, 0), fast("b", 1, 3)), 100, 1))
                .isEqualTo(Map.of("a", 100));
    }

    @Test
    void the_slowest_of_several_is_never_chosen_and_the_others_share() {
        Map<String, Integer> chosen = Peers.chosen(
                balancer, Peers.of(fast("a", 1, 0), fast("b", 1, 0), fast("c", 1, 0), fast("d", 50, 0)), 30_000, 7);
        assertThat(chosen).doesNotContainKey("d");
        // Two degrees of freedom: 13.8 is passed once in a thousand.
        assertThat(Peers.chiSquare(chosen, Map.of("a", 1.0, "b", 1.0, "c", 1.0)))
                .isLessThan(13.8);
    }

    @Test
    void among_equals_the_share_is_even() {
        Map<String, Integer> chosen = Peers.chosen(balancer, Snapshot.of(Peers.many(5)), 50_000, 3);
        // Four degrees of freedom: 18.5 is passed once in a thousand.
        assertThat(Peers.chiSquare(chosen, Map.of("m0", 1.0, "m1", 1.0, "m2", 1.0, "m3", 1.0, "m4", 1.0)))
                .isLessThan(18.5);
    }

    @Test
    void one_that_was_never_measured_is_tried_by_one_and_not_by_everybody() {
        assertThat(Peers.chosen(balancer, Peers.of(fast("a", 1, 0), fast("new", 0, 0)), 100, 1))
                .isEqualTo(Map.of("new", 100));
        assertThat(Peers.chosen(balancer, Peers.of(fast("a", 1, 0), fast("new", 0, 1)), 100, 1))
                .isEqualTo(Map.of("a", 100));
    }

    @Test
    void connections_that_stay_are_spread_by_speed_and_weight() {
        SplittableRandom random = new SplittableRandom(11);
        double[] latency = {1, 1, 2};
        double[] weight = {1, 3, 1};
        int[] loads = new int[3];
        for (int turn = 0; turn < 9_000; turn++) {
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                peers.add(new Peer("m" + i, Standing.WELL, false, weight[i], 1, loads[i], latency[i]));
            }
            loads[balancer.choose(Snapshot.of(peers), new Ask(turn, random.nextLong(), 0))]++;
        }
        // Costs are equal where loads are as 1, 3 and 1/2.
        assertThat(loads[0]).isBetween(1_800, 2_200);
        assertThat(loads[1]).isBetween(5_800, 6_200);
        assertThat(loads[2]).isBetween(850, 1_150);
    }

    @Test
    void the_same_bits_choose_the_same() {
        Snapshot snapshot = Peers.of(well("a"), well("b"), well("c"));
        assertThat(Peers.chosen(balancer, snapshot, 1_000, 5)).isEqualTo(Peers.chosen(balancer, snapshot, 1_000, 5));
    }

    @Test
    void with_the_largest_and_the_least_of_bits_somebody_is_chosen() {
        Snapshot snapshot = Peers.of(well("a"), well("b", 0.1, 0), well("c"));
        for (long bits : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0xFFFF_FFFFL}) {
            assertThat(balancer.choose(snapshot, new Ask(0, bits, 0))).isBetween(0, 2);
        }
    }
}
