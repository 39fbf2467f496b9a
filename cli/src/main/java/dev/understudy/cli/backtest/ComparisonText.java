package dev.understudy.cli.backtest;

import java.util.List;
import java.util.Locale;

/** A comparison for a person. Pure. */
final class ComparisonText {

    private static final String ROW = "%-26s %-28s %9s %9s  %-20s %s%n";

    private ComparisonText() {}

    static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, ROW, "", "", "confirmed", "withdrawn", "time to detect, ms", "withdrawn after, ms"));
        for (Comparison.Side side : List.of(comparison.today(), comparison.candidate())) {
            if (side.kinds().isEmpty()) {
                text.append(String.format(Locale.ROOT, "%-26s nothing%n", side.name()));
            }
            for (Comparison.Kind kind : side.kinds()) {
                text.append(String.format(
                        Locale.ROOT,
                        ROW,
                        side.name(),
                        kind.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        kind.confirmed(),
                        kind.withdrawn(),
                        spread(kind.detect()),
                        spread(kind.lasted())));
            }
        }
        text.append(String.format(
                Locale.ROOT, "%n%s%n", differences(comparison.differences().size())));
        comparison
                .differences()
                .forEach(difference -> text.append(
                        String.format(Locale.ROOT, "  %s%n      %s%n", difference.incident(), difference.what())));
        return text.toString();
    }

    private static String differences(int number) {
        return switch (number) {
            case 0 -> "No incident is seen differently.";
            case 1 -> "One incident is seen differently:";
            default -> number + " incidents are seen differently:";
        };
    }

    /** Median, and the longest. */
    private static String spread(List<Long> sorted) {
        return sorted.isEmpty()
                ? "-"
                : "p50 " + sorted.get((sorted.size() - 1) / 2) + ", max " + sorted.get(sorted.size() - 1);
    }
}
