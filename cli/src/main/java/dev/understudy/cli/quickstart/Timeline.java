package dev.understudy.cli.quickstart;

import dev.understudy.cli.events.SystemEvent;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.UnderstudyRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened after the fault, by one machine's clock, in milliseconds from the fault. Each event appears once, at its
 * first occurrence.
 *
 * @param entries in the order of time
 */
public record Timeline(List<Entry> entries) {

    /** The steps of a fail-over or switch-over that a person wants to see, by the name that they have in the report. */
    private static final Map<String, String> STEPS = Map.of(
            "burn-epoch", "epoch-burnt",
            "quiesce", "at-rest",
            "fence", "fenced",
            "rescue-tail", "tail-rescued",
            "seal", "sealed",
            "drain", "drained",
            "writable", "promoted",
            "connector", "connector-handed-over",
            "first-canary", "handed-over");

    /** Within one millisecond, what leads to the other comes first. */
    private static final List<String> ORDER = List.of(
            "fault-injected",
            "suspected",
            "confirmed",
            "epoch-burnt",
            "at-rest",
            "fenced",
            "tail-rescued",
            "sealed",
            "drained",
            "promoted",
            "routed",
            "first-acknowledged",
            "connector-handed-over",
            "handed-over");

    /**
     * @param atMs milliseconds after the fault
     * @param event such as {@code fenced}
     */
    public record Entry(long atMs, String event) {}

    public Timeline {
        entries = List.copyOf(entries);
    }

    /**
     * @param faultAt when the fault was injected, ms of the clock that the events use
     * @param events all that the topics said
     * @param firstAcknowledged when the first order after the route was acknowledged, the same clock; empty if none was
     */
    public static Timeline of(
            long faultAt, String cluster, List<SystemEvent> events, Optional<Long> firstAcknowledged) {
        Map<String, Long> first = new LinkedHashMap<>();
        first.put("fault-injected", faultAt);
        Set<Epoch> before = events.stream()
                .filter(event -> event.at() < faultAt)
                .flatMap(event -> event.record() instanceof Route route ? Stream.of(route.epoch()) : Stream.empty())
                .collect(Collectors.toSet());
        for (SystemEvent event : events) {
            boolean isOld = event.record() instanceof Route route && before.contains(route.epoch());
            if (event.at() >= faultAt && !isOld) {
                name(event.record(), cluster).ifPresent(name -> first.merge(name, event.at(), Math::min));
            }
        }
        firstAcknowledged.ifPresent(at -> first.put("first-acknowledged", at));
        List<Entry> entries = new ArrayList<>();
        first.forEach((name, at) -> entries.add(new Entry(at - faultAt, name)));
        entries.sort(Comparator.comparingLong(Entry::atMs).thenComparingInt(entry -> ORDER.indexOf(entry.event())));
        return new Timeline(entries);
    }

    public Optional<Long> at(String event) {
        return entries.stream()
                .filter(entry -> entry.event().equals(event))
                .map(Entry::atMs)
                .findFirst();
    }

    private static Optional<String> name(UnderstudyRecord record, String cluster) {
        if (record instanceof Fault fault
                && fault.scope().equals(cluster)
                && !fault.shadow()
                && fault.kind().consequence() == FaultKind.Consequence.FAIL_OVER) {
            return switch (fault.phase()) {
                case SUSPECTED -> Optional.of("suspected");
                case CONFIRMED -> Optional.of("confirmed");
                case CLEARED -> Optional.empty();
            };
        }
        if (record instanceof RecoveryStep step
                && step.cluster().equals(cluster)
                && (step.plan() == RecoveryStep.Plan.FAIL_OVER || step.plan() == RecoveryStep.Plan.SWITCH_OVER)
                && step.state() == RecoveryStep.State.DONE) {
            return Optional.ofNullable(STEPS.get(step.step()));
        }
        if (record instanceof Route route
                && route.cluster().equals(cluster)
                && (route.state() == Route.State.HANDING_OVER || route.state() == Route.State.SERVING)) {
            return Optional.of("routed");
        }
        return Optional.empty();
    }
}
