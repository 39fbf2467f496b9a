package dev.understudy.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep.State;
import dev.understudy.events.ServerProcess;
import dev.understudy.runtime.config.ClusterConfig.Failover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchOverTest {

    private static final String BOOT = "host:17:99";

    private Ledger ledger = Ledgers.reigning(1, "orders-a", BOOT);
    private NodeView primary = primary(BOOT, false, true);
    private NodeView standby = standby(true, 0, NodeView.Hazards.NONE);
    private final List<FaultView> faults = new ArrayList<>();

    @Test
    void where_all_is_well_every_check_says_so() {
        SwitchOver looked = look("orders-b");

        assertThat(looked.goesOn()).isTrue();
        assertThat(looked.target()).contains("orders-b");
        assertThat(looked.objections()).isEmpty();
        assertThat(looked.checks())
                .extracting(SwitchOver.Check::name)
                .containsExactly(
                        "writer", "plan", "hand-over", "primary", "faults", "target", "follows", "lag", "promotable");
    }

    @Test
    void without_a_name_the_best_standby_is_taken_or_it_is_said_why_there_is_none() {
        assertThat(look("").target()).contains("orders-b");

        standby = standby(false, 0, NodeView.Hazards.NONE);
        assertThat(look("").goesOn()).isFalse();
        assertThat(look("").objections()).contains("no standby can be promoted", "does not follow");
    }

    @Test
    void an_unknown_node_and_the_writer_itself_are_no_target() {
        assertThat(look("orders-x").objections()).isEqualTo("there is no node orders-x; there are orders-a, orders-b");
        assertThat(look("orders-a").objections()).contains("is the writer already");
    }

    @Test
    void a_standby_that_lags_does_not_follow_or_has_a_hazard_is_told_with_the_remedy() {
        standby = standby(true, 2_001, NodeView.Hazards.NONE);
        assertThat(look("orders-b").objections()).contains("2001 ms", "recovery.switchOver.maxLag");
        standby = standby(false, 0, NodeView.Hazards.NONE);
        assertThat(look("orders-b").objections()).contains("does not follow the changelog");
        standby = standby(true, 0, new NodeView.Hazards("binlog-format: MIXED", false));
        assertThat(look("orders-b").objections()).contains("binlog-format: MIXED");
    }

    @Test
    void a_primary_that_is_silent_restarted_or_read_only_is_not_switched_from() {
        primary = primary(BOOT, false, false);
        assertThat(look("orders-b").objections()).contains("does not answer", "understudy failover");
        primary = primary("host:18:100", true, true);
        assertThat(look("orders-b").objections()).contains("has started again");
        primary = primary(BOOT, true, true);
        assertThat(look("orders-b").objections()).contains("is read-only");
    }

    @Test
    void nothing_begins_before_the_first_writer_beside_another_plan_or_while_an_epoch_is_handing_over() {
        ledger = Ledger.EMPTY;
        assertThat(look("orders-b").objections()).contains("there is no writer yet");
        ledger = Ledgers.begun(Ledgers.reigning(1, "orders-a", BOOT), 2, "orders-a", "orders-b");
        assertThat(look("orders-b").objections()).contains("FAIL_OVER to epoch 2 is under way");
        ledger = Ledgers.handingOver(1, "orders-a", BOOT)
                .and(Ledgers.step(
                        dev.understudy.events.RecoveryStep.Plan.BOOTSTRAP, 1, "certificate", State.ENDED, Map.of()));
        assertThat(look("orders-b").objections()).contains("handing over");
    }

    @Test
    void a_fault_of_the_writer_stands_in_the_way_until_it_is_cleared() {
        faults.add(fault(Fault.Phase.SUSPECTED));
        assertThat(look("orders-b").objections()).contains("orders-a is suspected as PRIMARY_DOWN");
        faults.clear();
        faults.add(fault(Fault.Phase.CLEARED));
        assertThat(look("orders-b").goesOn()).isTrue();
    }

    private SwitchOver look(String to) {
        return SwitchOver.of(
                new ClusterView(
                        Failover.SHADOW,
                        true,
                        "orders-a",
                        ledger,
                        List.of(primary, standby),
                        faults,
                        Optional.empty(),
                        1_000_000,
                        new ClusterView.Limits(10_000, 5_000, 10_000, 0, 2_000)),
                to);
    }

    private static FaultView fault(Fault.Phase phase) {
        return new FaultView(
                new Fault(
                        "incident",
                        FaultKind.PRIMARY_DOWN,
                        phase,
                        "orders",
                        "orders-a",
                        Epoch.of(1),
                        BOOT,
                        1,
                        "detector",
                        false,
                        "because",
                        List.of()),
                0);
    }

    private static NodeView primary(String bootId, boolean readOnly, boolean answers) {
        return new NodeView(
                "orders-a",
                true,
                new ServerProcess(17, bootId, ServerProcess.State.RUNNING),
                readOnly,
                answers,
                0,
                false,
                "none",
                0);
    }

    private static NodeView standby(boolean following, long lag, NodeView.Hazards hazards) {
        return new NodeView(
                "orders-b",
                true,
                new ServerProcess(18, "host:18:1", ServerProcess.State.RUNNING),
                true,
                true,
                0,
                following,
                following ? "FOLLOWING" : "HALTED a row is missing",
                lag,
                NodeView.Verified.NOT,
                NodeView.History.AGREES,
                hazards);
    }
}
