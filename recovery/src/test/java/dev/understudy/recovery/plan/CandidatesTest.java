package dev.understudy.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.ServerProcess;
import dev.understudy.runtime.config.ClusterConfig.Failover;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final NodeView.Verified IDENTICAL = new NodeView.Verified(60_000, 0);

    @Test
    void the_configurations_order_decides_between_equals() {
        assertThat(best(standby("b", 5_000, IDENTICAL), standby("c", 5_400, IDENTICAL)))
                .as("a moment's difference is none")
                .isEqualTo("b");
    }

    @Test
    void who_is_further_goes_before_who_is_preferred() {
        assertThat(best(
                        standby("b", 5_000, IDENTICAL),
                        standby("c", 50_000, IDENTICAL),
                        standby("d", 20_000, IDENTICAL)))
                .isEqualTo("c");
    }

    @Test
    void who_was_found_identical_goes_before_who_was_never_compared() {
        assertThat(best(standby("b", 5_000, NodeView.Verified.NOT), standby("c", 5_000, IDENTICAL)))
                .isEqualTo("c");
    }

    @Test
    void who_is_known_to_differ_comes_last_however_far_it_is() {
        NodeView.Verified different = new NodeView.Verified(60_000, 3);

        assertThat(best(standby("b", 90_000, different), standby("c", 5_000, NodeView.Verified.NOT)))
                .isEqualTo("c");
        assertThat(best(standby("b", 5_000, different))).as("rather than none").isEqualTo("b");
    }

    @Test
    void a_standby_with_a_history_of_its_own_is_never_promoted_by_itself_or_by_order() {
        NodeView errant = new NodeView(
                "b",
                true,
                null,
                true,
                true,
                0,
                true,
                "FOLLOWING",
                0,
                IDENTICAL,
                new NodeView.History(5_000, "0-2-1", ""),
                NodeView.Hazards.NONE);

        Candidates candidates = candidates("b", true, errant, standby("c", 10, IDENTICAL));

        assertThat(candidates.best()).isEmpty();
        assertThat(candidates.objections()).contains("b holds transactions that the cluster does not know, 0-2-1");
    }

    private static String best(NodeView... standbys) {
        return candidates("", false, standbys).best().orElseThrow().name();
    }

    private static Candidates candidates(String to, boolean forced, NodeView... standbys) {
        Ledger ledger = Ledgers.reigning(1, "a", "boot");
        ClusterView view = new ClusterView(
                Failover.AUTOMATIC,
                true,
                "a",
                ledger,
                List.of(standbys),
                List.of(),
                Optional.empty(),
                0,
                new ClusterView.Limits(10_000, 5_000, 10_000));
        return Candidates.of(view, ledger.reign().orElseThrow(), to, forced);
    }

    private static NodeView standby(String name, long offset, NodeView.Verified verified) {
        return new NodeView(
                name,
                true,
                new ServerProcess(1, "boot-" + name, ServerProcess.State.RUNNING),
                true,
                true,
                0,
                true,
                "FOLLOWING",
                0,
                verified,
                new NodeView.History(offset, "", ""),
                NodeView.Hazards.NONE);
    }
}
