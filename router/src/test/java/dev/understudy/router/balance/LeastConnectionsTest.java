package dev.understudy.router.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.balance.LeastConnections.Candidate;
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

    @Test
    void of_nobody_nobody_is_chosen() {
        assertThat(LeastConnections.choose(List.<Candidate<String>>of(), 7)).isEmpty();
    }

    @Test
    void the_least_loaded_is_chosen_whoevers_turn_it_is() {
        for (long turn = -5; turn < 5; turn++) {
            assertThat(LeastConnections.choose(List.of(fine("a", 3), fine("b", 1), fine("c", 2)), turn))
                    .contains("b");
        }
    }

    @Test
    void equals_take_turns() {
        List<Candidate<String>> equals = List.of(fine("a", 0), fine("b", 0), fine("c", 0));
        List<String> chosen = new ArrayList<>();
        for (long turn = 0; turn < 6; turn++) {
            chosen.add(LeastConnections.choose(equals, turn).orElseThrow());
        }
        assertThat(chosen).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void a_doubtful_one_comes_last_however_little_it_carries() {
        for (long turn = 0; turn < 3; turn++) {
            assertThat(LeastConnections.choose(List.of(doubtful("a", 0), fine("b", 900)), turn))
                    .contains("b");
            assertThat(LeastConnections.choose(List.of(doubtful("a", 4), doubtful("b", 2)), turn))
                    .contains("b");
        }
    }

    @Test
    void turns_beyond_the_largest_number_go_on() {
        List<Candidate<String>> equals = List.of(fine("a", 0), fine("b", 0), fine("c", 0));
        Set<String> chosen = new HashSet<>();
        for (long turn = Long.MAX_VALUE - 3; turn != Long.MIN_VALUE + 3; turn++) {
            chosen.add(LeastConnections.choose(equals, turn).orElseThrow());
        }
        assertThat(chosen).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void ten_thousand_connections_that_stay_are_spread_evenly() {
        int[] loads = new int[3];
        for (int turn = 0; turn < 10_000; turn++) {
            loads[next(loads, turn)]++;
            assertThat(skew(loads)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void connections_that_end_at_random_leave_a_small_skew_and_an_even_share() {
        Random random = new Random(42);
        int[] loads = new int[4];
        int[] chosen = new int[4];
        Deque<Integer> open = new ArrayDeque<>();
        for (int turn = 0; turn < 10_000; turn++) {
            int node = next(loads, turn);
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

    @Test
    void a_place_is_given_back_once() {
        Loads loads = new Loads();
        Loads.Lease first = loads.take("a");
        Loads.Lease second = loads.take("a");
        assertThat(loads.of("a")).isEqualTo(2);
        first.close();
        first.close();
        assertThat(loads.of("a")).isEqualTo(1);
        second.close();
        assertThat(loads.of("a")).isZero();
        assertThat(loads.of("never seen")).isZero();
    }

    private static int next(int[] loads, long turn) {
        List<Candidate<Integer>> candidates = new ArrayList<>();
        for (int node = 0; node < loads.length; node++) {
            candidates.add(new Candidate<>(node, loads[node], false));
        }
        return LeastConnections.choose(candidates, turn).orElseThrow();
    }

    private static int skew(int[] counts) {
        return Arrays.stream(counts).max().orElseThrow()
                - Arrays.stream(counts).min().orElseThrow();
    }

    private static Candidate<String> fine(String node, int load) {
        return new Candidate<>(node, load, false);
    }

    private static Candidate<String> doubtful(String node, int load) {
        return new Candidate<>(node, load, true);
    }
}
