package dev.understudy.recovery.verify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one pass found.
 *
 * @param primary the writer's node
 * @param standby the node that was compared with it
 * @param started when
 * @param ended when
 * @param tables how many had their rows compared
 * @param rows how many rows were
 * @param verifiedUpTo the smallest set of transactions that the standby had applied when one of its chunks was read
 * @param differenceCount how many there are in all
 * @param differences the first of them
 * @param undecidedCount how much could not be decided
 * @param undecided the first of it, with the reason
 * @param skipped what is not compared, with the reason
 */
public record Report(
        String primary,
        String standby,
        Instant started,
        Instant ended,
        int tables,
        long rows,
        String verifiedUpTo,
        long differenceCount,
        List<Finding> differences,
        long undecidedCount,
        List<Finding> undecided,
        List<Finding> skipped) {

    /**
     * @param object such as {@code shop.orders} or {@code view shop.open_orders}
     * @param row its key; empty where it is not about one row
     * @param what is wrong, or why it is not known
     */
    public record Finding(String object, String row, String what) {
        @Override
        public String toString() {
            return object + (row.isEmpty() ? "" : " [" + row + "]") + ": " + what;
        }
    }

    /** What a pass comes to. */
    public enum Verdict {
        IDENTICAL,
        DIFFERENT,
        /** Nothing differs as far as is known, and something is not. */
        UNDECIDED
    }

    public Report {
        differences = List.copyOf(differences);
        undecided = List.copyOf(undecided);
        skipped = List.copyOf(skipped);
    }

    public Verdict verdict() {
        if (differenceCount > 0) {
            return Verdict.DIFFERENT;
        }
        return undecidedCount > 0 ? Verdict.UNDECIDED : Verdict.IDENTICAL;
    }

    /** For whoever reads it as JSON. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("verdict", verdict().name());
        shown.put("primary", primary);
        shown.put("standby", standby);
        shown.put("started", started.toString());
        shown.put("ended", ended.toString());
        shown.put("tables", tables);
        shown.put("rows", rows);
        shown.put("verifiedUpTo", verifiedUpTo);
        shown.put("differenceCount", differenceCount);
        shown.put("differences", differences);
        shown.put("undecidedCount", undecidedCount);
        shown.put("undecided", undecided);
        shown.put("skipped", skipped);
        return shown;
    }
}
