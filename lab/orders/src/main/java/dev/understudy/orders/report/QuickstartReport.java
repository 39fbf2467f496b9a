package dev.understudy.orders.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a run came to: the contract for scripts. Times are milliseconds.
 *
 * @param writeOutageMs the longest gap between two acknowledgements over all clients together after the fault
 * @param worstClientMs the same for the client that waited longest
 * @param verdict {@code ok} or {@code failed}
 * @param reasons why it failed
 */
public record QuickstartReport(
        String engine,
        FaultInfo fault,
        List<TimelineEntry> timeline,
        long writeOutageMs,
        long worstClientMs,
        Orders orders,
        Connections connections,
        Standby standby,
        EpochInfo epoch,
        String verdict,
        List<String> reasons) {

    /**
     * @param kind {@code kill}, {@code hang}, {@code vanish} or {@code none}
     * @param at wall clock
     */
    public record FaultInfo(String kind, String node, long at) {}

    /**
     * @param atMs after the fault
     */
    public record TimelineEntry(long atMs, String event) {}

    public record Orders(long acknowledged, long lost, long duplicated, long rejected, long unknown) {}

    /**
     * At the router's ports.
     *
     * @param held waited
     * @param broken established, and cut or lost
     * @param refused refused, or answered with an error
     */
    public record Connections(long held, long broken, long refused) {}

    /**
     * @param identical at the cut before the fault, and after the promotion up to the cut
     */
    public record Standby(boolean identical, int tables, long rows) {}

    public record EpochInfo(long before, long after) {}

    public QuickstartReport {
        timeline = List.copyOf(timeline);
        reasons = List.copyOf(reasons);
    }

    public void write(Path file) throws IOException {
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), this);
    }

    /** The same for a person. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (!fault.kind().equals("none")) {
            text.append("Timeline, in milliseconds after the fault\n\n");
            long end = Math.max(
                    1,
                    timeline.stream()
                            .mapToLong(TimelineEntry::atMs)
                            .filter(at -> at < 10_000)
                            .max()
                            .orElse(1));
            for (TimelineEntry entry : timeline) {
                int width = (int) Math.min(40, 40 * entry.atMs() / end);
                line(text, "  %7d  %-22s %s%n", entry.atMs(), entry.event(), "\u2501".repeat(Math.max(1, width)));
            }
            line(
                    text,
                    "%nWrites were out for %d ms; the client that waited longest waited %d ms.%n",
                    writeOutageMs,
                    worstClientMs);
        }
        line(
                text,
                "Orders:      %d acknowledged, %d lost, %d duplicated, %d rejected, %d of unknown outcome%n",
                orders.acknowledged(),
                orders.lost(),
                orders.duplicated(),
                orders.rejected(),
                orders.unknown());
        line(
                text,
                "Connections: %d held, %d broken, %d refused%n",
                connections.held(),
                connections.broken(),
                connections.refused());
        line(
                text,
                "Standby:     %s in %d tables, %d rows%n",
                standby.identical() ? "identical" : "DIFFERENT",
                standby.tables(),
                standby.rows());
        line(text, "Epoch:       %d before, %d after%n%n", epoch.before(), epoch.after());
        text.append(verdict.equals("ok") ? sentence() : "FAILED\n");
        reasons.forEach(reason -> text.append("  - ").append(reason).append('\n'));
        return text.toString();
    }

    private String sentence() {
        return fault.kind().equals("none")
                ? "OK: nothing failed, and nothing failed over.\n"
                : "OK: the primary is gone, the understudy plays on; no acknowledged order was lost.\n";
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
