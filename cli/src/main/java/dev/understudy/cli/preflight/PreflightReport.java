package dev.understudy.cli.preflight;

import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.rules.Finding;
import dev.understudy.recovery.preflight.rules.Hazard;
import dev.understudy.recovery.preflight.rules.Judgement;
import dev.understudy.recovery.preflight.rules.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a pre-flight found, for a person and for a program.
 *
 * @param facts what was asked
 * @param judgement what was found
 */
public record PreflightReport(Facts facts, Judgement judgement) {

    /** In one word. A fatal finding is certain, whatever else could not be read. */
    public enum Verdict {
        /** Nothing stands against a fail-over. */
        CLEAR,
        FATAL,
        /** Nothing that is known does, and something could not be read. */
        UNKNOWN
    }

    public Verdict verdict() {
        if (!judgement.fatal().isEmpty()) {
            return Verdict.FATAL;
        }
        return facts.unread().isEmpty() ? Verdict.CLEAR : Verdict.UNKNOWN;
    }

    /** For a program: its form stays. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("cluster", facts.cluster().name());
        shown.put("primary", facts.primary());
        shown.put("verdict", verdict().name().toLowerCase(java.util.Locale.ROOT));
        for (Severity severity : Severity.values()) {
            shown.put(severity.word(), count(severity));
        }
        shown.put(
                "findings",
                judgement.findings().stream().map(PreflightReport::entry).toList());
        return shown;
    }

    private static Map<String, Object> entry(Finding finding) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", finding.hazard().id());
        entry.put("severity", finding.severity().word());
        entry.put("node", finding.node());
        entry.put("object", finding.object());
        entry.put("wrong", finding.wrong());
        entry.put("danger", finding.hazard().danger());
        entry.put("remedy", finding.remedy());
        return entry;
    }

    /** For a person: each hazard once, with all its places below it. */
    public String table() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        Map<Severity, Map<Hazard, List<Finding>>> grouped = judgement.findings().stream()
                .collect(Collectors.groupingBy(
                        Finding::severity,
                        LinkedHashMap::new,
                        Collectors.groupingBy(Finding::hazard, LinkedHashMap::new, Collectors.toList())));
        grouped.forEach((severity, hazards) -> hazards.forEach((hazard, findings) -> {
            lines.add("");
            lines.add(String.format("%-7s  %s: %s", severity.word(), hazard.id(), hazard.danger()));
            for (Finding finding : findings) {
                lines.add("         " + (finding.node().isEmpty() ? "" : finding.node() + ": ")
                        + (finding.object().isEmpty() ? "" : finding.object() + " ") + finding.wrong());
            }
            lines.add("         remedy: " + hazard.remedy());
        }));
        return String.join(System.lineSeparator(), lines);
    }

    private String headline() {
        String of = facts.cluster().name() + ", writer " + facts.primary() + ": ";
        String counts = count(Severity.FATAL) + " fatal, " + count(Severity.WARNING) + " warnings, "
                + count(Severity.ADVICE) + " advice";
        return of
                + switch (verdict()) {
                    case CLEAR ->
                        judgement.findings().isEmpty()
                                ? "nothing stands against a fail-over"
                                : "nothing stands against a fail-over; " + counts;
                    case FATAL -> "NOT SAFE to fail over; " + counts;
                    case UNKNOWN -> "not known; " + counts;
                };
    }

    private long count(Severity severity) {
        return judgement.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
