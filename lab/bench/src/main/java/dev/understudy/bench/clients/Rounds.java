package dev.understudy.bench.clients;

import dev.understudy.bench.Figure;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What all rounds found, as figures and goals. Not thread-safe. */
final class Rounds {

    private static final String ALL = "clients.all";

    /** By the fault and then the kind of clients, such as {@code kill.jdbc-stay}. */
    private final Map<String, List<Findings>> findings = new LinkedHashMap<>();

    private final Samples more = new Samples();

    void add(Trouble trouble, String kind, Findings found) {
        findings.computeIfAbsent(trouble.word() + "." + kind, any -> new ArrayList<>())
                .add(found);
    }

    void add(Judged judged) {
        more.add(ALL + ".lost", "count", judged.lost());
        more.add(ALL + ".twice", "count", judged.twice());
    }

    /** Something that was measured beside the clients' own findings. */
    void add(String name, String unit, double sample) {
        more.add("clients." + name, unit, sample);
    }

    /** Whether every acknowledged transaction was there once. */
    boolean allThere() {
        return more.figure(ALL + ".lost").max() == 0
                && more.figure(ALL + ".twice").max() == 0;
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        findings.keySet().forEach(key -> {
            figures.add(figure(key, "before", "count", Findings::before));
            figures.add(figure(key, "after", "count", Findings::after));
            figures.add(figure(key, "gap-before", "ms", Findings::gapBefore));
            figures.add(figure(key, "gap", "ms", Findings::gap));
            figures.add(figure(key, "failed", "count", Findings::failed));
            figures.add(figure(key, "unknown", "count", Findings::unknown));
            figures.add(figure(key, "broken", "count", Findings::broken));
            figures.add(figure(key, "refused", "count", Findings::refused));
            codes(key)
                    .forEach(code -> figures.add(figure(
                            key,
                            "error." + code,
                            "count",
                            found -> found.errors().getOrDefault(code, 0L))));
        });
        figures.addAll(more.figures());
        return figures;
    }

    /** A code that did not come in a round counts as 0 there. */
    private TreeSet<String> codes(String key) {
        TreeSet<String> codes = new TreeSet<>();
        findings.getOrDefault(key, List.of())
                .forEach(found -> codes.addAll(found.errors().keySet()));
        return codes;
    }

    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>(
                List.of(Goal.atMost(more.figure(ALL + ".lost"), 0), Goal.atMost(more.figure(ALL + ".twice"), 0)));
        for (String key : findings.keySet()) {
            Trouble trouble = trouble(key);
            if (trouble.changesWriter()) {
                goals.add(Goal.atMost(figure(key, "gap", "ms", Findings::gap), trouble.mostMillis()));
                goals.add(Goal.atMost(figure(key, "refused", "count", Findings::refused), 0));
            }
            if (trouble == Trouble.SWITCHOVER && key.endsWith("." + JdbcClients.RETURN)) {
                goals.add(Goal.atMost(figure(key, "failed", "count", Findings::failed), 0));
            }
        }
        return goals;
    }

    private static Trouble trouble(String key) {
        return Trouble.of(key.substring(0, key.indexOf('.')));
    }

    private Figure figure(String key, String what, String unit, ToDoubleFunction<Findings> value) {
        return Figure.of(
                "clients." + key + "." + what,
                unit,
                findings.getOrDefault(key, List.of()).stream()
                        .mapToDouble(value)
                        .toArray());
    }
}
