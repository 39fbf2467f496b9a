package dev.understudy.router.balance;

import static dev.understudy.router.balance.Peers.warm;
import static dev.understudy.router.balance.Peers.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeastConnectionsTest {

    private final LeastConnections balancer = new LeastConnections();

    @Test
    void the_least_loaded_is_chosen_whoevers_turn_it_is() {
        for (long turn = -5; turn < 5; turn++) {
            assertThat(choose(turn, well("a", 1, 3), well("b", 1, 1), well("c", 1, 2)))
                    .isEqualTo("b");
        }
    }

    @Test
    void equals_take_turns() {
        List<String> chosen = new ArrayList<>();
        for (long turn = 0; turn < 6; turn++) {
            chosen.add(choose(turn, well("a"), well("b"), well("c")));
        }
        assertThat(chosen).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void turns_beyond_the_largest_number_go_on() {
        Set<String> chosen = new HashSet<>();
        for (long turn = Long.MAX_VALUE - 3; turn != Long.MIN_VALUE + 3; turn++) {
            chosen.add(choose(turn, well("a"), well("b"), well("c")));
        }
        assertThat(chosen).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void load_is_counted_for_the_weight() {
        assertThat(choose(0, well("a", 1, 2), well("b", 3, 6))).isEqualTo("b");
        assertThat(choose(0, well("a", 1, 2), well("b", 3, 9))).isEqualTo("a");
    }

    @Test
    void one_that_has_just_come_back_gets_a_part_of_its_weight() {
        Peer cold = warm("b", 0.1);
        assertThat(choose(0, well("a", 1, 8), cold)).isEqualTo("a");
        assertThat(choose(0, well("a", 1, 10), cold)).isEqualTo("b");
    }

    @Test
    void ten_thousand_connections_that_stay_are_spread_by_weight() {
        double[] weights = {1, 2, 5};
        int[] loads = new int[3];
        for (int turn = 0; turn < 10_000; turn++) {
            loads[next(weights, loads, turn)]++;
            for (int i = 0; i < 3; i++) {
                assertThat(loads[i]).isBetween((int) (turn * weights[i] / 8) - 2, (int) (turn * weights[i] / 8) + 2);
            }
        }
    }

    @Test
    void connections_that_end_at_random_leave_a_small_skew_and_an_even_share() {
        Random random = new Random(42);
        double[] weights = {1, 1, 1, 1};
        int[] loads = new int[4];
        int[] chosen = new int[4];
        Deque<Integer> open = new ArrayDeque<>();
        for (int turn = 0; turn < 10_000; turn++) {
            int node = next(weights, loads, turn);
            loads[node]++;
            chosen[node]++;
            open.add(node);
            while (open.size() > 40 || (!open.isEmpty() && random.nextInt(100) < 40)) {
                loads[open.poll()]--;
            }
        }
        assertThat(skew(chosen)).isLessThan(300);
        assertThat(skew(loads)).isLessThanOrEqualTo(6);
    }

    private String choose(long turn, Peer... peers) {
        return Peers.chosen(balancer, Peers.of(peers), new Ask(turn, 0, 0));
    }

    private int next(double[] weights, int[] loads, long turn) {
        List<Peer> peers = new ArrayList<>();
        for (int node = 0; node < loads.length; node++) {
            peers.add(well("m" + node, weights[node], loads[node]));
        }
        return balancer.choose(Snapshot.of(peers), new Ask(turn, 0, 0));
    }

    private static int skew(int[] counts) {
        return Arrays.stream(counts).max().orElseThrow()
                - Arrays.stream(counts).min().orElseThrow();
    }
}
