package dev.understudy.cli.explain;

import dev.understudy.detector.verdict.Assessment;
import dev.understudy.detector.verdict.Standing;
import dev.understudy.detector.watch.Examination;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How a node stood at one moment, and why something was said of it or nothing, for a person. Pure. */
final class ExaminationText {

    private ExaminationText() {}

    static String of(Examination examined, Instant at) {
        StringBuilder text = new StringBuilder();
        Standing standing = examined.standing();
        line(
                text,
                "%s of %s, %s, at %s",
                examined.view().node(),
                examined.view().scope(),
                role(standing),
                at.truncatedTo(ChronoUnit.MILLIS));
        line(text, "believed: %s", examined.view().belief());
        line(
                text,
                "%s: %s",
                examined.judges() ? "verdicts were given" : "no verdicts were given",
                examined.confidence());
        if (!standing.plan().isEmpty()) {
            line(text, "recovery was at work: %s", standing.plan());
        }
        if (!standing.maintenance().isEmpty()) {
            line(text, "it was %s", standing.maintenance());
        }
        line(text, "%nWhat was known of it");
        if (examined.view().words().isEmpty()) {
            line(text, "  nothing");
        }
        examined.view().words().forEach(word -> line(text, "  %s", word));
        line(text, "%nWhat each rule made of it");
        examined.rules().forEach(rule -> rule(text, rule));
        return text.toString();
    }

    private static void rule(StringBuilder text, Assessment rule) {
        String level = rule.muted() ? "muted" : rule.level().name().toLowerCase(Locale.ROOT);
        line(text, "  %-24s %-10s asks: %s", lower(rule.kind()), level, rule.asks());
        if (!rule.reason().isEmpty()) {
            line(text, "  %-24s %-10s %s", "", "", rule.reason());
        }
    }

    private static String role(Standing standing) {
        return switch (standing.role()) {
            case PRIMARY -> "the writer of epoch " + standing.epoch();
            case STANDBY -> "a standby in epoch " + standing.epoch();
            case INSTANCE -> "an instance";
            case UNASSIGNED -> "of a cluster whose writer was not known";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format + "%n", values));
    }
}
