package dev.understudy.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.ServerProcess;
import dev.understudy.runtime.config.ClusterConfig.Failover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LostCandidateTest {

    private final List<FaultView> faults = new ArrayList<>();
    private Ledger ledger = Ledgers.begun(Ledgers.reigning(1, "a", "boot-a"), 2, "a", "b")
            .and(step(Plan.FAIL_OVER, Step.FENCE, RecoveryStep.State.STARTED));
    private NodeView candidate = node("b", ServerProcess.State.ENDED, "boot-b");
    private NodeView other = node("c", ServerProcess.State.RUNNING, "boot-c");
    private Optional<ClusterView.Order> order = Optional.empty();
    private Failover mode = Failover.AUTOMATIC;
    private boolean commitsWait = true;

    @Test
    void a_candidate_that_was_never_opened_is_replaced_and_the_same_server_is_fenced() {
        Decision.Begin begin = instead();

        assertThat(begin.kind()).isEqualTo(Plan.FAIL_OVER);
        assertThat(begin.incident()).isEqualTo(Ledgers.INCIDENT);
        assertThat(begin.from()).isEqualTo("a");
        assertThat(begin.candidate()).isEqualTo("c");
    }

    @Test
    void it_is_waited_for_where_nobody_else_can_be_promoted_or_it_answers() {
        other = node("c", ServerProcess.State.ENDED, "boot-c");
        assertThat(decide()).isInstanceOf(Decision.GoOn.class);

        other = node("c", ServerProcess.State.RUNNING, "boot-c");
        candidate = node("b", ServerProcess.State.RUNNING, "boot-b");
        faults.add(fault(FaultKind.STANDBY_DOWN, "b", Fault.Phase.CONFIRMED));
        assertThat(decide()).isInstanceOf(Decision.GoOn.class);
    }

    @Test
    void without_its_agent_a_confirmed_verdict_counts_and_a_suspicion_does_not() {
        candidate = silent("b");
        faults.add(fault(FaultKind.STANDBY_DOWN, "b", Fault.Phase.SUSPECTED));
        assertThat(decide()).isInstanceOf(Decision.GoOn.class);

        faults.add(fault(FaultKind.STANDBY_DOWN, "b", Fault.Phase.CONFIRMED));
        assertThat(instead().candidate()).isEqualTo("c");
    }

    @Test
    void one_that_lives_and_cannot_apply_the_rest_is_replaced() {
        ledger = ledger.and(done(Plan.FAIL_OVER, Step.FENCE))
                .and(done(Plan.FAIL_OVER, Step.RESCUE_TAIL))
                .and(done(Plan.FAIL_OVER, Step.SEAL))
                .and(step(Plan.FAIL_OVER, Step.DRAIN, RecoveryStep.State.REFUSED));
        candidate = new NodeView(
                "b", true, process(ServerProcess.State.RUNNING, "boot-b"), true, true, 0, false, "HALTED", 0);

        assertThat(instead().candidate()).isEqualTo("c");
    }

    @Test
    void one_that_may_have_been_opened_is_failed_over_from_where_its_commits_waited() {
        ledger = ledger.and(done(Plan.FAIL_OVER, Step.PROMOTE));

        Decision.Begin begin = instead();
        assertThat(begin.from()).isEqualTo("b");
        assertThat(begin.bootId()).isEqualTo("boot-b");
        assertThat(begin.incident()).isEqualTo("lost/e2/b");
        assertThat(begin.cause()).isNotNull();

        mode = Failover.MANUAL;
        assertThat(decide()).as("a person decides").isInstanceOf(Decision.GoOn.class);
        mode = Failover.AUTOMATIC;
        commitsWait = false;
        assertThat(decide()).as("what it acknowledged cannot be known").isInstanceOf(Decision.GoOn.class);
        order = Optional.of(new ClusterView.Order("order/1", "", true));
        assertThat(instead().incident()).isEqualTo("order/1");
    }

    @Test
    void a_writer_whose_connector_is_still_awaited_is_failed_over_from_under_its_own_verdict() {
        ledger = opened();
        candidate = silent("b");
        faults.add(fault(FaultKind.PRIMARY_HUNG, "b", Fault.Phase.CONFIRMED));

        Decision.Begin begin = instead();
        assertThat(begin.from()).isEqualTo("b");
        assertThat(begin.incident()).isEqualTo("incident-b");
    }

    @Test
    void and_reinstated_where_it_was_started_again() {
        ledger = opened();
        candidate = node("b", ServerProcess.State.RUNNING, "boot-b2");
        commitsWait = false;

        assertThat(instead().kind()).isEqualTo(Plan.REINSTATE);
    }

    @Test
    void a_planned_switch_over_before_its_fence_is_called_off() {
        ledger = Ledgers.reigning(1, "a", "boot-a")
                .and(Ledgers.step(
                        Plan.SWITCH_OVER,
                        2,
                        Step.BURN_EPOCH.recorded(),
                        RecoveryStep.State.DONE,
                        Map.of("candidate", "b", "from", "a")));

        assertThat(decide()).isInstanceOf(Decision.Cancel.class);
    }

    @Test
    void a_reinstatement_of_one_that_died_again_is_given_up_for_a_fail_over() {
        ledger = Ledgers.reigning(1, "b", "boot-b")
                .and(Ledgers.step(
                        Plan.REINSTATE,
                        2,
                        Step.BURN_EPOCH.recorded(),
                        RecoveryStep.State.DONE,
                        Map.of("candidate", "b", "from", "b")))
                .and(done(Plan.REINSTATE, Step.SEAL));
        assertThat(decide()).as("no verdict yet").isInstanceOf(Decision.GoOn.class);

        faults.add(fault(FaultKind.PRIMARY_DOWN, "b", Fault.Phase.CONFIRMED));
        assertThat(decide()).isInstanceOf(Decision.Cancel.class);
    }

    private Ledger opened() {
        return ledger.and(done(Plan.FAIL_OVER, Step.PROMOTE))
                .and(Ledgers.step(
                        Plan.FAIL_OVER,
                        2,
                        Step.WRITABLE.recorded(),
                        RecoveryStep.State.DONE,
                        Map.of("bootId", "boot-b")));
    }

    private Decision.Begin instead() {
        return ((Decision.Instead) decide()).begin();
    }

    private Decision decide() {
        return Planner.decide(new ClusterView(
                mode,
                commitsWait,
                "a",
                ledger,
                List.of(silent("a"), candidate, other),
                faults,
                order,
                1_000_000,
                new ClusterView.Limits(10_000, 5_000, 10_000)));
    }

    private static RecoveryStep done(Plan plan, Step step) {
        return step(plan, step, RecoveryStep.State.DONE);
    }

    private static RecoveryStep step(Plan plan, Step step, RecoveryStep.State state) {
        return Ledgers.step(plan, 2, step.recorded(), state, Map.of());
    }

    private static FaultView fault(FaultKind kind, String node, Fault.Phase phase) {
        return new FaultView(
                new Fault(
                        "incident-" + node,
                        kind,
                        phase,
                        "orders",
                        node,
                        Epoch.of(2),
                        "boot-" + node,
                        1,
                        "detector",
                        false,
                        "because",
                        List.of()),
                0);
    }

    private static NodeView node(String name, ServerProcess.State state, String bootId) {
        boolean runs = state == ServerProcess.State.RUNNING;
        return new NodeView(name, true, process(state, bootId), true, runs, 0, true, "FOLLOWING", 0);
    }

    private static NodeView silent(String name) {
        return new NodeView(name, true, null, null, false, 5_000, false, "none", 0);
    }

    private static ServerProcess process(ServerProcess.State state, String bootId) {
        return new ServerProcess(17, bootId, state);
    }
}
