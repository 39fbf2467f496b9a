package dev.understudy.recovery.preflight;

import dev.understudy.recovery.preflight.rules.Finding;
import dev.understudy.recovery.preflight.rules.Hazard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the audit trail keeps of a pre-flight, so that a successor knows what stood against a fail-over when the primary could still
 * be asked.
 *
 * @param primary the writer then
 * @param seen the parts that had answered: nodes, Kafka, Connect
 * @param fatal what was fatal
 * @param againstWaiting what says that commits on the primary do not wait for the journal; empty where nobody has looked
 */
record Remembered(String primary, Set<String> seen, List<Finding> fatal, Optional<List<String>> againstWaiting) {

    static final Remembered NOTHING = new Remembered("", Set.of(), List.of(), Optional.empty());

    private static final String AGAINST_WAITING = "againstWaiting";

    Remembered {
        seen = Set.copyOf(seen);
        fatal = List.copyOf(fatal);
    }

    /** As a step's details. Without a time: the same is not recorded twice. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("primary", primary);
        details.put("seen", List.copyOf(new TreeSet<>(seen)));
        details.put("fatal", fatal.stream().map(Remembered::entry).toList());
        againstWaiting.ifPresent(lines -> details.put(AGAINST_WAITING, lines));
        return details;
    }

    private static Map<String, Object> entry(Finding finding) {
        return Map.of(
                "name", finding.hazard().id(),
                "node", finding.node(),
                "object", finding.object(),
                "wrong", finding.wrong());
    }

    /** Reads details; what a newer version found and this one does not know is left out. */
    static Remembered of(Map<String, Object> details) {
        if (details.isEmpty()) {
            return NOTHING;
        }
        Set<String> seen = new TreeSet<>();
        list(details.get("seen")).forEach(part -> seen.add(String.valueOf(part)));
        List<Finding> fatal = new ArrayList<>();
        for (Object each : list(details.get("fatal"))) {
            if (each instanceof Map<?, ?> entry) {
                Hazard.named(text(entry, "name"))
                        .ifPresent(hazard -> fatal.add(new Finding(
                                hazard,
                                hazard.severity(),
                                text(entry, "node"),
                                text(entry, "object"),
                                text(entry, "wrong"),
                                hazard.remedy())));
            }
        }
        Optional<List<String>> againstWaiting = details.get(AGAINST_WAITING) instanceof List<?> lines
                ? Optional.of(lines.stream().map(String::valueOf).toList())
                : Optional.empty();
        return new Remembered(String.valueOf(details.get("primary")), seen, fatal, againstWaiting);
    }

    private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(Map<?, ?> entry, String key) {
        Object value = entry.get(key);
        return value == null ? "" : value.toString();
    }
}
