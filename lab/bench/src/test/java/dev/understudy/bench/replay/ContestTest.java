package dev.understudy.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.bench.Samples;
import dev.understudy.bench.replay.Contest.Load;
import dev.understudy.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {

    private static final Backlog BACKLOG = new Backlog(Engine.named("mariadb").transactions("0-1-9"), 1);
    private static final Load LOAD = new Load("replay.", 100, 4);

    private final Samples samples = new Samples();
    private final Contest contest = new Contest(samples);
    private final List<String> calls = new ArrayList<>();
    private final Subject ours = new FakeSubject("ours", calls);
    private final Subject peer = new FakeSubject("peer", calls);

    @Test
    void nobody_begins_before_all_have_received_the_backlog_and_each_works_alone() throws Exception {
        contest.apply(List.of(ours, peer), BACKLOG, LOAD, "test");
        assertThat(calls)
                .containsExactly(
                        "ours receives",
                        "peer receives",
                        "ours begins",
                        "ours finishes",
                        "ours ends",
                        "peer begins",
                        "peer finishes",
                        "peer ends");
    }

    @Test
    void a_warm_up_leaves_no_figures() throws Exception {
        contest.apply(List.of(ours), BACKLOG, Load.WARM_UP, "warm-up");
        assertThat(samples.figures()).isEmpty();
    }

    @Test
    void rows_follow_from_transactions_and_the_cpu_from_what_was_used_meanwhile() throws Exception {
        contest.apply(List.of(ours), BACKLOG, LOAD, "test");
        assertThat(samples.last("replay.ours.rows")).isEqualTo(4 * samples.last("replay.ours.tps"));
        assertThat(samples.last("replay.ours.cpu")).isEqualTo(2);
    }

    @Test
    void a_ratio_is_against_the_quickest_of_the_peers() {
        samples.add("replay.ours.tps", "1/s", 600);
        samples.add("replay.native-1.tps", "1/s", 100);
        samples.add("replay.native-4.tps", "1/s", 200);
        contest.ratio(
                LOAD, "vs-native", List.of(new FakeSubject("native-1", calls), new FakeSubject("native-4", calls)));
        assertThat(samples.last("replay.vs-native")).isEqualTo(3);
    }
}
