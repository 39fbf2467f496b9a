package dev.understudy.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.events.SystemEvent;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final long FAULT = 10_000;

    @Test
    void each_event_appears_once_in_milliseconds_after_the_fault() {
        Timeline timeline = Timeline.of(
                FAULT,
                "orders",
                List.of(
                        route(9_000, Route.State.SERVING, 1),
                        // Its readers changed, and nothing else.
                        route(10_140, Route.State.SERVING, 1),
                        fault(10_120, Fault.Phase.SUSPECTED),
                        fault(10_125, Fault.Phase.SUSPECTED),
                        fault(10_130, Fault.Phase.CONFIRMED),
                        step(10_150, "fence", RecoveryStep.State.STARTED),
                        step(10_160, "fence", RecoveryStep.State.DONE),
                        route(10_300, Route.State.HANDING_OVER),
                        route(12_000, Route.State.SERVING)),
                Optional.of(10_320L));

        assertThat(timeline.entries())
                .containsExactly(
                        new Timeline.Entry(0, "fault-injected"),
                        new Timeline.Entry(120, "suspected"),
                        new Timeline.Entry(130, "confirmed"),
                        new Timeline.Entry(160, "fenced"),
                        new Timeline.Entry(300, "routed"),
                        new Timeline.Entry(320, "first-acknowledged"));
    }

    @Test
    void within_one_millisecond_the_promotion_comes_before_the_route_that_tells_of_it() {
        Timeline timeline = Timeline.of(
                FAULT,
                "orders",
                List.of(
                        route(10_300, Route.State.HANDING_OVER),
                        step(10_300, "writable", RecoveryStep.State.DONE),
                        step(10_300, "drain", RecoveryStep.State.DONE)),
                Optional.of(10_300L));

        assertThat(timeline.entries())
                .extracting(Timeline.Entry::event)
                .containsExactly("fault-injected", "drained", "promoted", "routed", "first-acknowledged");
    }

    @Test
    void what_fails_nothing_over_is_no_part_of_it() {
        List<SystemEvent> events = List.of(
                fault(1_010, FaultKind.SINGLE_POINT_OF_FAILURE, Fault.Phase.SUSPECTED),
                fault(1_010, FaultKind.PRIMARY_STALLED, Fault.Phase.CONFIRMED),
                fault(1_050, Fault.Phase.SUSPECTED));
        assertThat(Timeline.of(1_000, "orders", events, Optional.empty()).entries())
                .containsExactly(new Timeline.Entry(0, "fault-injected"), new Timeline.Entry(50, "suspected"));
    }

    @Test
    void a_switch_over_brings_the_writer_to_rest_before_it_fences_it() {
        List<SystemEvent> events = List.of(
                step(1_020, RecoveryStep.Plan.SWITCH_OVER, "burn-epoch"),
                step(1_200, RecoveryStep.Plan.SWITCH_OVER, "quiesce"),
                step(1_200, RecoveryStep.Plan.SWITCH_OVER, "fence"),
                step(1_250, RecoveryStep.Plan.REJOIN, "seal"));
        assertThat(Timeline.of(1_000, "orders", events, Optional.empty()).entries())
                .extracting(Timeline.Entry::event)
                .containsExactly("fault-injected", "epoch-burnt", "at-rest", "fenced");
    }

    private static SystemEvent fault(long at, Fault.Phase phase) {
        return fault(at, FaultKind.PRIMARY_DOWN, phase);
    }

    private static SystemEvent fault(long at, FaultKind kind, Fault.Phase phase) {
        return new SystemEvent(
                new Fault(
                        "i",
                        kind,
                        phase,
                        "orders",
                        "orders-a",
                        new Epoch(1),
                        "b",
                        at,
                        "detector",
                        false,
                        "process ended",
                        List.of()),
                at);
    }

    private static SystemEvent step(long at, String step, RecoveryStep.State state) {
        return step(at, RecoveryStep.Plan.FAIL_OVER, step, state);
    }

    private static SystemEvent step(long at, RecoveryStep.Plan plan, String step) {
        return step(at, plan, step, RecoveryStep.State.DONE);
    }

    private static SystemEvent step(long at, RecoveryStep.Plan plan, String step, RecoveryStep.State state) {
        return new SystemEvent(
                new RecoveryStep("orders", "i", plan, new Epoch(2), "recovery", 1, step, state, at, "", Map.of()), at);
    }

    private static SystemEvent route(long at, Route.State state) {
        return route(at, state, 2);
    }

    private static SystemEvent route(long at, Route.State state, long epoch) {
        return new SystemEvent(
                new Route(
                        "orders",
                        new Epoch(epoch),
                        state,
                        "orders-b",
                        List.of(),
                        Map.of("orders-b", new Address("127.0.0.1", 3306)),
                        "i",
                        at,
                        ""),
                at);
    }
}
