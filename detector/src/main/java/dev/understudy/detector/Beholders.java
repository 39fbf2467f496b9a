package dev.understudy.detector;

import dev.understudy.detector.watch.NodeState;
import dev.understudy.detector.watch.NodeView;
import dev.understudy.detector.watch.Snapshot;
import dev.understudy.events.Fault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What people and Prometheus see of the detector: the newest snapshot of each task, and gauges by cluster or service (by
 * node would be too many series where there are thousands). Thread-safe.
 */
final class Beholders {

    private final MeterRegistry metrics;
    private final Map<String, Snapshot> byTask = new ConcurrentHashMap<>();
    private volatile Map<String, Worst> worst = Map.of();
    private final MultiGauge phi;
    private final MultiGauge age;
    private final Timer roundTrip;

    /**
     * Of the nodes of one cluster or service.
     *
     * @param phi the highest
     * @param age of the oldest report, ms
     */
    private record Worst(double phi, double age) {

        static final Worst NONE = new Worst(0, 0);

        Worst with(Worst other) {
            return new Worst(Math.max(phi, other.phi), Math.max(age, other.age));
        }
    }

    Beholders(MeterRegistry metrics) {
        this.metrics = metrics;
        phi = MultiGauge.builder("understudy.detector.phi")
                .description("How surprising the silence of a node's reports is: the highest of the scope")
                .register(metrics);
        age = MultiGauge.builder("understudy.heartbeat.age")
                .description("How long ago a node's report came: the oldest of the scope")
                .baseUnit("milliseconds")
                .register(metrics);
        roundTrip = Timer.builder("understudy.detector.roundtrip")
                .description("How long a heartbeat of the detector's own is on its way through Kafka and back")
                .register(metrics);
        Gauge.builder("understudy.detector.judging", this, seen -> seen.judging() ? 1 : 0)
                .description("1 while verdicts are given, 0 while the detector doubts itself or has no partition")
                .register(metrics);
    }

    MeterRegistry metrics() {
        return metrics;
    }

    void behold(String task, Snapshot snapshot) {
        byTask.put(task, snapshot);
        tell();
    }

    /** Gauges are made only where clusters or services come or go: with thousands of them that takes longer than anything else. */
    private synchronized void tell() {
        Map<String, Worst> fresh = new HashMap<>();
        for (Snapshot snapshot : byTask.values()) {
            for (NodeState node : snapshot.states()) {
                fresh.merge(node.key().scope(), new Worst(node.phi(), node.age(snapshot.at())), Worst::with);
            }
        }
        boolean same = fresh.keySet().equals(worst.keySet());
        worst = Map.copyOf(fresh);
        if (!same) {
            phi.register(rows(Worst::phi), true);
            age.register(rows(Worst::age), true);
        }
    }

    /** A heartbeat of the detector's own came back after so many ms. */
    void cameBack(long millis) {
        roundTrip.record(millis, TimeUnit.MILLISECONDS);
    }

    void forget(String task) {
        byTask.remove(task);
    }

    void said(Fault fault) {
        metrics.counter(
                        "understudy.detector.verdicts",
                        "kind",
                        fault.kind().name().toLowerCase(Locale.ROOT),
                        "phase",
                        fault.phase().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Every node of every task. */
    List<NodeView> nodes() {
        return byTask.values().stream().flatMap(task -> task.nodes().stream()).toList();
    }

    boolean judging() {
        return !byTask.isEmpty() && byTask.values().stream().allMatch(Snapshot::judges);
    }

    /** Why verdicts are given or not, one line. */
    String confidence() {
        return byTask.isEmpty()
                ? "no partition assigned"
                : String.join(
                        "; ",
                        byTask.values().stream()
                                .map(Snapshot::confidence)
                                .distinct()
                                .toList());
    }

    private List<MultiGauge.Row<?>> rows(ToDoubleFunction<Worst> figure) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (String scope : worst.keySet()) {
            Supplier<Number> newest = () -> figure.applyAsDouble(worst.getOrDefault(scope, Worst.NONE));
            rows.add(MultiGauge.Row.of(Tags.of("scope", scope), newest));
        }
        return rows;
    }
}
