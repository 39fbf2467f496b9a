package dev.understudy.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.Fault.Phase;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.ServerProcess.State;
import dev.understudy.runtime.config.ClusterConfig.Failover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

    private static final long NOW = 1_000_000;
    private static final String BOOT = "host:17:99";

    private Failover mode = Failover.AUTOMATIC;
    private boolean commitsWait;
    private Ledger ledger = Ledgers.reigning(1, "orders-a", BOOT);
    private NodeView primary = node("orders-a", State.RUNNING, false, "none");
    private NodeView standby = node("orders-b", State.RUNNING, true, "FOLLOWING");
    private final List<FaultView> faults = new ArrayList<>();
    private Optional<ClusterView.Order> order = Optional.empty();
    private long verifiedWithin;

    @Test
    void the_first_epoch_begins_with_the_configured_primary_once_it_answers() {
        ledger = Ledger.EMPTY;

        Decision.Begin begin = (Decision.Begin) decide();
        assertThat(begin.kind()).isEqualTo(Plan.BOOTSTRAP);
        assertThat(begin.candidate()).isEqualTo("orders-a");
        assertThat(begin.from()).isNull();

        primary = silent("orders-a");
        assertThat(decide()).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void a_confirmed_death_promotes_the_standby_that_follows() {
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED));

        Decision.Begin begin = (Decision.Begin) decide();
        assertThat(begin.kind()).isEqualTo(Plan.FAIL_OVER);
        assertThat(begin.candidate()).isEqualTo("orders-b");
        assertThat(begin.from()).isEqualTo("orders-a");
        assertThat(begin.bootId()).isEqualTo(BOOT);
        assertThat(begin.forced()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"PRIMARY_DOWN", "PRIMARY_HUNG"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_kind_that_is_no_death_fails_nothing_over(FaultKind kind) {
        if (kind.consequence() == FaultKind.Consequence.FAIL_OVER) {
            return;
        }
        faults.add(fault(kind, Phase.CONFIRMED));

        assertThat(decide()).isInstanceOf(Decision.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void only_a_fault_that_fails_over_keeps_clients_away_from_a_writer_that_is_back(FaultKind kind) {
        assertThat(fault(kind, Phase.CONFIRMED).keepsClientsAway("orders-a"))
                .isEqualTo(kind.consequence() == FaultKind.Consequence.FAIL_OVER);
        assertThat(fault(kind, Phase.CONFIRMED).keepsClientsAway("orders-b")).isFalse();
        assertThat(fault(kind, Phase.CLEARED).keepsClientsAway("orders-a")).isFalse();
    }

    @Test
    void a_suspicion_a_cleared_fault_and_one_of_an_older_epoch_fail_nothing_over() {
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.SUSPECTED));
        faults.add(fault(FaultKind.PRIMARY_HUNG, Phase.CLEARED));
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "orders-a", 0, false, 0));
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "orders-b", 1, false, 0));
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "orders-a", 1, true, 0));

        assertThat(decide()).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void an_old_verdict_counts_only_while_the_agent_still_says_that_the_server_has_ended() {
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "orders-a", 1, false, 60_000));
        assertThat(decide()).isInstanceOf(Decision.Wait.class);

        primary = node("orders-a", State.ENDED, false, "none");
        assertThat(decide()).isInstanceOf(Decision.Begin.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failover.class,
            names = {"SHADOW", "MANUAL"})
    void where_a_person_decides_it_only_says_what_it_would_do(Failover left) {
        mode = left;
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED));

        assertThat(((Decision.OnlyReport) decide()).reason())
                .contains("would fail over from orders-a")
                .contains("understudy failover");
    }

    @Test
    void a_standby_that_is_dead_halted_lagging_or_not_promotable_is_refused_by_name_and_reason() {
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED));

        standby = node("orders-b", State.ENDED, true, "FOLLOWING");
        assertThat(((Decision.Refuse) decide()).reason()).contains("orders-b is ended");
        standby = node("orders-b", State.RUNNING, false, "HALTED a row is missing");
        assertThat(((Decision.Refuse) decide()).reason()).contains("a row is missing");
        standby = new NodeView("orders-b", true, process(State.RUNNING), true, true, 0, true, "FOLLOWING", 99_000);
        assertThat(((Decision.Refuse) decide()).reason()).contains("lags by 99000 ms");
        standby = new NodeView("orders-b", false, process(State.RUNNING), true, true, 0, true, "FOLLOWING", 0);
        assertThat(((Decision.Refuse) decide()).reason()).contains("not promotable");
    }

    @Test
    void where_it_is_asked_for_a_standby_that_was_not_verified_is_refused_unless_a_person_sets_it_aside() {
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED));
        standby = verified(5_000, 0);
        assertThat(decide()).as("nothing is asked").isInstanceOf(Decision.Begin.class);

        verifiedWithin = 60_000;
        assertThat(decide()).isInstanceOf(Decision.Begin.class);
        standby = verified(61_000, 0);
        assertThat(((Decision.Refuse) decide()).reason()).contains("61 s ago").contains("--force");
        standby = verified(Long.MAX_VALUE, 0);
        assertThat(((Decision.Refuse) decide()).reason()).contains("never found identical");
        standby = verified(5_000, 3);
        assertThat(((Decision.Refuse) decide()).reason()).contains("differs from the primary in 3 places");

        order = Optional.of(new ClusterView.Order("order/1", "", true));
        assertThat(((Decision.Begin) decide()).candidate()).isEqualTo("orders-b");
    }

    @Test
    void a_fatal_hazard_bars_a_promotion_until_a_person_sets_it_aside() {
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED));
        standby = hazardous("binlog-format: orders-a: binlog_format is MIXED", false);
        assertThat(((Decision.Refuse) decide()).reason()).contains("binlog_format is MIXED", "--force");
        assertThat(Planner.objection(view(), "orders-b")).contains("binlog_format is MIXED");

        order = Optional.of(new ClusterView.Order("order/1", "", true));
        assertThat(((Decision.Begin) decide()).candidate()).isEqualTo("orders-b");
    }

    @Test
    void some_hazards_nobody_sets_aside() {
        standby = hazardous("errant-transactions: orders-b: it was written to", true);
        order = Optional.of(new ClusterView.Order("order/1", "", true));
        assertThat(((Decision.Refuse) decide()).reason())
                .contains("nothing sets that aside")
                .doesNotContain("--force");
    }

    private static NodeView hazardous(String hazard, boolean firm) {
        return new NodeView(
                "orders-b",
                true,
                process(State.RUNNING),
                true,
                true,
                0,
                true,
                "FOLLOWING",
                0,
                NodeView.Verified.NOT,
                NodeView.History.AGREES,
                new NodeView.Hazards(hazard, firm));
    }

    private static NodeView verified(long age, long differences) {
        return new NodeView(
                "orders-b",
                true,
                process(State.RUNNING),
                true,
                true,
                0,
                true,
                "FOLLOWING",
                0,
                new NodeView.Verified(age, differences),
                NodeView.History.AGREES,
                NodeView.Hazards.NONE);
    }

    @Test
    void an_epoch_whose_first_change_is_not_in_the_log_is_not_failed_over_by_itself() {
        ledger = Ledgers.handingOver(1, "orders-a", BOOT);
        ledger = ledger.and(Ledgers.ended(1));
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED));

        assertThat(((Decision.Refuse) decide()).reason()).contains("--force");
    }

    @Test
    void the_cool_down_bars_a_fail_over_but_not_a_person() {
        ledger = Ledgers.failedOver(ledger, 2, "orders-a", "orders-b", NOW - 1_000);
        primary = node("orders-b", State.RUNNING, false, "none");
        standby = node("orders-a", State.RUNNING, true, "FOLLOWING");
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "orders-b", 2, false, 0));
        assertThat(((Decision.Refuse) decide()).reason()).startsWith("the cool-down");

        order = Optional.of(new ClusterView.Order("order/1", "", false));
        assertThat(((Decision.Begin) decide()).candidate()).isEqualTo("orders-a");
    }

    @Test
    void a_primary_that_restarted_in_place_is_reinstated() {
        primary = new NodeView(
                "orders-a", true, new ServerProcess(18, "host:18:100", State.RUNNING), true, true, 0, false, "none", 0);

        Decision.Begin begin = (Decision.Begin) decide();
        assertThat(begin.kind()).isEqualTo(Plan.REINSTATE);
        assertThat(begin.candidate()).isEqualTo("orders-a");
    }

    @Test
    void a_primary_that_came_back_without_what_the_changelog_holds_is_replaced_and_not_reinstated() {
        primary = back("0-1-90");

        Decision.Begin begin = (Decision.Begin) decide();
        assertThat(begin.kind()).isEqualTo(Plan.FAIL_OVER);
        assertThat(begin.candidate()).isEqualTo("orders-b");
        assertThat(begin.bootId()).as("of the start that is over").isEqualTo(BOOT);

        standby = node("orders-b", State.RUNNING, false, "HALTED");
        assertThat(((Decision.Refuse) decide()).reason()).contains("came back without 0-1-90");
        mode = Failover.MANUAL;
        assertThat(((Decision.OnlyReport) decide()).reason()).contains("understudy failover");
    }

    @Test
    void a_reinstatement_that_cannot_go_on_gives_way() {
        ledger = ledger.and(Ledgers.step(
                        Plan.REINSTATE,
                        2,
                        Step.BURN_EPOCH.recorded(),
                        RecoveryStep.State.DONE,
                        Map.of("candidate", "orders-a")))
                .and(Ledgers.step(
                        Plan.REINSTATE, 2, Step.RESCUE_TAIL.recorded(), RecoveryStep.State.REFUSED, Map.of()));
        primary = back("");
        assertThat(decide()).isInstanceOf(Decision.GoOn.class);
        order = Optional.of(new ClusterView.Order("order/1", "", false));
        assertThat(decide()).isInstanceOf(Decision.Cancel.class);
        order = Optional.empty();
        primary = back("0-1-90");
        assertThat(((Decision.Cancel) decide()).reason()).contains("0-1-90");

        ledger = ledger.and(Ledgers.step(Plan.REINSTATE, 2, Step.SEAL.recorded(), RecoveryStep.State.DONE, Map.of()));
        assertThat(decide()).as("the log is sealed").isInstanceOf(Decision.GoOn.class);
    }

    private static NodeView back(String lost) {
        return new NodeView(
                "orders-a",
                true,
                new ServerProcess(18, "host:18:100", State.RUNNING),
                true,
                true,
                0,
                false,
                "none",
                0,
                NodeView.Verified.NOT,
                new NodeView.History(0, "", lost),
                NodeView.Hazards.NONE);
    }

    @Test
    void a_plan_that_is_open_goes_on_whatever_happens() {
        ledger = Ledgers.begun(ledger, 2, "orders-a", "orders-b");
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED));
        standby = node("orders-b", State.ENDED, true, "FOLLOWING");

        assertThat(decide()).isInstanceOf(Decision.GoOn.class);
    }

    @Test
    void a_fault_that_clears_cancels_before_the_fence_is_begun_and_never_after() {
        ledger = Ledgers.begun(ledger, 2, "orders-a", "orders-b");
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CLEARED));
        assertThat(decide()).isInstanceOf(Decision.Cancel.class);

        ledger = ledger.and(
                Ledgers.step(Plan.FAIL_OVER, 2, Step.FENCE.recorded(), RecoveryStep.State.STARTED, Map.of()));
        assertThat(decide()).isInstanceOf(Decision.GoOn.class);
    }

    @Test
    void an_order_may_name_the_one_to_promote() {
        order = Optional.of(new ClusterView.Order("order/1", "orders-b", true));

        Decision.Begin begin = (Decision.Begin) decide();
        assertThat(begin.candidate()).isEqualTo("orders-b");
        assertThat(begin.forced()).isTrue();

        order = Optional.of(new ClusterView.Order("order/2", "orders-a", false));
        assertThat(decide()).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void a_planned_switch_over_begins_where_all_is_well() {
        order = planned("orders-b");

        Decision.Begin begin = (Decision.Begin) decide();
        assertThat(begin.kind()).isEqualTo(Plan.SWITCH_OVER);
        assertThat(begin.from()).isEqualTo("orders-a");
        assertThat(begin.candidate()).isEqualTo("orders-b");
        assertThat(begin.bootId()).isEqualTo(BOOT);
        assertThat(begin.cause()).isNull();

        order = planned("");
        assertThat(((Decision.Begin) decide()).candidate()).isEqualTo("orders-b");
    }

    @Test
    void one_that_may_not_begin_is_declined_and_leaves_the_writer_alone() {
        order = planned("orders-a");
        assertThat(((Decision.Decline) decide()).reason()).contains("is the writer already");
        order = planned("orders-b");
        faults.add(fault(FaultKind.PRIMARY_HUNG, Phase.SUSPECTED));
        assertThat(((Decision.Decline) decide()).reason()).contains("PRIMARY_HUNG");
    }

    @Test
    void one_that_is_refused_is_called_off_before_the_fence_and_never_after() {
        ledger = switching()
                .and(Ledgers.step(Plan.SWITCH_OVER, 2, Step.QUIESCE.recorded(), RecoveryStep.State.REFUSED, Map.of()));
        assertThat(((Decision.Cancel) decide()).reason()).isEqualTo("reason of quiesce");

        ledger = switching()
                .and(Ledgers.step(Plan.SWITCH_OVER, 2, Step.QUIESCE.recorded(), RecoveryStep.State.DONE, Map.of()))
                .and(Ledgers.step(Plan.SWITCH_OVER, 2, Step.FENCE.recorded(), RecoveryStep.State.STARTED, Map.of()))
                .and(Ledgers.step(Plan.SWITCH_OVER, 2, Step.FENCE.recorded(), RecoveryStep.State.REFUSED, Map.of()));
        assertThat(decide()).isInstanceOf(Decision.GoOn.class);
    }

    @Test
    void after_one_that_was_called_off_a_fault_of_its_epoch_fails_over_too() {
        ledger = switching().and(Ledgers.step(Plan.SWITCH_OVER, 2, "cancelled", RecoveryStep.State.ENDED, Map.of()));
        assertThat(decide()).isInstanceOf(Decision.Wait.class);
        faults.add(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "orders-a", 2, false, 0));

        Decision.Begin begin = (Decision.Begin) decide();
        assertThat(begin.kind()).isEqualTo(Plan.FAIL_OVER);
        assertThat(Planner.hasFailed(view())).isTrue();
    }

    @Test
    void a_switch_over_begins_no_cool_down() {
        Ledger ended =
                switching().and(Ledgers.step(Plan.SWITCH_OVER, 2, "certificate", RecoveryStep.State.ENDED, Map.of()));

        assertThat(ended.lastFailOverEnd()).isZero();
        assertThat(ended.open()).isEmpty();
    }

    private Ledger switching() {
        return Ledgers.reigning(1, "orders-a", BOOT)
                .and(Ledgers.step(
                        Plan.SWITCH_OVER,
                        2,
                        Step.BURN_EPOCH.recorded(),
                        RecoveryStep.State.DONE,
                        Map.of("candidate", "orders-b", "from", "orders-a", "bootId", BOOT)));
    }

    private static Optional<ClusterView.Order> planned(String to) {
        return Optional.of(new ClusterView.Order("switchover/1", to, false, true));
    }

    private Decision decide() {
        return Planner.decide(view());
    }

    private ClusterView view() {
        return new ClusterView(
                mode,
                commitsWait,
                "orders-a",
                ledger,
                List.of(primary, standby),
                faults,
                order,
                NOW,
                new ClusterView.Limits(10_000, 5_000, 10_000, verifiedWithin, 2_000));
    }

    private static FaultView fault(FaultKind kind, Phase phase) {
        return fault(kind, phase, "orders-a", 1, false, 0);
    }

    private static FaultView fault(FaultKind kind, Phase phase, String node, long epoch, boolean shadow, long age) {
        return new FaultView(
                new Fault(
                        Ledgers.INCIDENT,
                        kind,
                        phase,
                        "orders",
                        node,
                        Epoch.of(epoch),
                        BOOT,
                        NOW - age,
                        "detector",
                        shadow,
                        "because",
                        List.of()),
                age);
    }

    private static NodeView node(String name, State state, boolean following, String standing) {
        return new NodeView(name, true, process(state), following, state == State.RUNNING, 0, following, standing, 0);
    }

    private static NodeView silent(String name) {
        return new NodeView(name, true, null, null, false, Long.MAX_VALUE, false, "none", 0);
    }

    private static ServerProcess process(State state) {
        return new ServerProcess(17, BOOT, state);
    }
}
