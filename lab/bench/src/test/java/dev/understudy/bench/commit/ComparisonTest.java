package dev.understudy.bench.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.understudy.bench.Goal;
import dev.understudy.bench.Samples;
import dev.understudy.bench.commit.Way.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Samples samples = new Samples();

    @Test
    void what_is_asked_is_the_median_of_the_ratios_within_the_rounds() {
        Comparison comparison = new Comparison(samples, EnumSet.of(Kind.ASYNC, Kind.OURS_1));
        // The machine was three times as slow in the second round: the ratio is the same.
        round(comparison, 0.5, 0.8, 5000, 4750);
        round(comparison, 1.5, 2.4, 1600, 1520);
        round(comparison, 0.5, 1.5, 5000, 4000);
        assertThat(samples.figure("commit.c1.ours-1.p50-vs-async").median()).isEqualTo(1.6);
        assertThat(comparison.goals())
                .extracting(Goal::name, Goal::goal, Goal::met)
                .containsExactly(
                        tuple("commit.c1.ours-1.p50-vs-async", "at most 1.8 ratio", true),
                        tuple("commit.c32.ours-1.tps-vs-async", "at least 0.9 ratio", true));
    }

    @Test
    void a_goal_that_is_missed_stands_in_the_report() {
        Comparison comparison = new Comparison(samples, EnumSet.of(Kind.ASYNC, Kind.OURS_1));
        round(comparison, 0.5, 1.1, 5000, 3000);
        assertThat(comparison.goals()).extracting(Goal::met).containsExactly(false, false);
    }

    @Test
    void without_a_peer_nothing_is_compared() {
        Comparison comparison = new Comparison(samples, Set.of(Kind.OURS_1));
        comparison.endRound();
        assertThat(comparison.goals()).isEqualTo(List.of());
    }

    private void round(Comparison comparison, double asyncMillis, double oursMillis, double asyncTps, double oursTps) {
        samples.add("commit.c1.async.p50", "ms", asyncMillis);
        samples.add("commit.c1.ours-1.p50", "ms", oursMillis);
        samples.add("commit.c32.async.tps", "1/s", asyncTps);
        samples.add("commit.c32.ours-1.tps", "1/s", oursTps);
        comparison.endRound();
    }
}
