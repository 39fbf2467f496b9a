package dev.understudy.bench.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.bench.Goal;
import dev.understudy.bench.Samples;
import dev.understudy.bench.router.Workload.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {

    private final Samples samples = new Samples();
    private final Contest contest = new Contest(samples);

    @Test
    void each_figure_is_compared_with_the_better_of_the_two() {
        contest.add("churn_8", "direct", new Outcome(2000, 2000, 1), 0);
        contest.add("churn_8", "haproxy", new Outcome(1000, 1000, 5), 1);
        contest.add("churn_8", "nginx", new Outcome(1000, 800, 4), 2);
        contest.add("churn_8", "router", new Outcome(1000, 900, 8), 3);
        contest.endRound();

        assertThat(samples.last("churn_8.throughput-vs-better")).isEqualTo(0.9);
        assertThat(samples.last("churn_8.p99-vs-better")).isEqualTo(2);
        assertThat(samples.last("churn_8.cpu-vs-better")).isEqualTo(3);
        assertThat(contest.goals()).extracting(Goal::met).containsOnly(false);
    }

    @Test
    void goals_go_by_the_median_of_the_rounds() {
        for (double ours : List.of(900, 1100, 1200)) {
            contest.add("http_64", "haproxy", new Outcome(1000, 1000, 5), 1);
            contest.add("http_64", "nginx", new Outcome(1000, 800, 6), 2);
            contest.add("http_64", "router", new Outcome(1000, ours, 5), 1);
            contest.endRound();
        }

        assertThat(contest.goals()).extracting(Goal::figure).containsExactly(1.1, 1.0, 1.0);
        assertThat(contest.goals()).extracting(Goal::met).containsOnly(true);
    }

    @Test
    void cpu_is_of_a_hundred_thousand_operations() {
        contest.add("http_64", "router", new Outcome(50_000, 1, 1), 2);

        assertThat(samples.last("http_64.router.cpu")).isEqualTo(4);
    }
}
