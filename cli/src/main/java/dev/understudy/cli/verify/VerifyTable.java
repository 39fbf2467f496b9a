package dev.understudy.cli.verify;

import dev.understudy.recovery.verify.Report;
import dev.understudy.recovery.verify.Report.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A comparison's result for a person. */
public final class VerifyTable {

    private VerifyTable() {}

    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        double seconds = Duration.between(report.started(), report.ended()).toMillis() / 1e3;
        text.append(String.format(
                Locale.ROOT,
                "%s is %s %s: %d tables, %d rows in %.1f s%n",
                report.standby(),
                words(report.verdict()),
                report.primary(),
                report.tables(),
                report.rows(),
                seconds));
        if (!report.verifiedUpTo().isEmpty()) {
            text.append("verified up to ").append(report.verifiedUpTo()).append(System.lineSeparator());
        }
        list(text, "different", report.differences(), report.differenceCount());
        list(text, "undecided", report.undecided(), report.undecidedCount());
        list(text, "skipped", report.skipped(), report.skipped().size());
        return text.toString().stripTrailing();
    }

    private static String words(Report.Verdict verdict) {
        return switch (verdict) {
            case IDENTICAL -> "identical to";
            case DIFFERENT -> "DIFFERENT from";
            case UNDECIDED -> "not known to be the same as";
        };
    }

    private static void list(StringBuilder text, String kind, List<Finding> named, long count) {
        named.forEach(each -> text.append(String.format(Locale.ROOT, "%-9s  %s%n", kind, each)));
        if (count > named.size()) {
            text.append(String.format(Locale.ROOT, "%-9s  and %d more%n", kind, count - named.size()));
        }
    }
}
