package dev.understudy.cli.divergence;

import dev.understudy.events.DivergentRow;
import dev.understudy.events.RecoveryStep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an old primary holds and the cluster does not, for a person. Pure. */
public final class DivergenceText {

    private static final int WIDTH = 160;

    private DivergenceText() {}

    /** In one line, from the record of its refusal. */
    public static String summary(RecoveryStep refusal) {
        Map<String, Object> details = refusal.details();
        return String.format(
                Locale.ROOT,
                "%s holds %s of its own: %s, cut off by epoch %s: %s, %s; read at %s",
                details.get("node"),
                counted(details.get("transactions"), "transaction"),
                details.get("beyondCut"),
                details.get("amends"),
                counted(details.get("rows"), "row"),
                counted(details.get("statements"), "statement"),
                Instant.ofEpochMilli(refusal.at()).truncatedTo(ChronoUnit.SECONDS));
    }

    static String of(RecoveryStep refusal, List<DivergentRow> rows) {
        StringBuilder text = new StringBuilder(summary(refusal)).append(System.lineSeparator());
        String gtid = "";
        for (DivergentRow row : rows) {
            if (!row.gtid().equals(gtid)) {
                gtid = row.gtid();
                line(text, "%n%s", gtid);
            }
            line(text, "  %s %s", row.kind(), row.table());
            if (row.statement() != null) {
                line(text, "    %s", brief(row.statement()));
                continue;
            }
            shown(text, "before", row.before());
            shown(text, "after", row.after());
            line(
                    text,
                    "    %-12s  %s",
                    "cluster has",
                    !row.note().isEmpty()
                            ? row.note()
                            : row.holds() == null ? "no such row" : brief(columns(row.holds())));
        }
        return text.toString();
    }

    private static void shown(StringBuilder text, String name, @Nullable Map<String, @Nullable String> row) {
        if (row != null) {
            line(text, "    %-12s  %s", name, brief(columns(row)));
        }
    }

    private static String columns(Map<String, @Nullable String> row) {
        return row.entrySet().stream()
                .map(column -> column.getKey() + "=" + (column.getValue() == null ? "NULL" : column.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String brief(String text) {
        String line = text.lines().collect(Collectors.joining(" "));
        return line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line;
    }

    private static String counted(@Nullable Object count, String what) {
        return count + " " + what + ("1".equals(String.valueOf(count)) ? "" : "s");
    }

    private static void line(StringBuilder text, String format, @Nullable Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
