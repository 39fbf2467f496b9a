package dev.understudy.recovery.verify;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.verify.Report.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what a pass finds: all is counted, the first are named. One thread. */
final class Findings {

    private static final int NAMED = 100;

    private final List<Finding> differences = new ArrayList<>();
    private final List<Finding> undecided = new ArrayList<>();
    private final List<Finding> skipped = new ArrayList<>();
    private final Map<String, Long> perObject = new HashMap<>();
    private final Set<List<String>> told = new HashSet<>();
    private long differenceCount;
    private long undecidedCount;
    private @Nullable TransactionSet upTo;

    void difference(String object, String row, String what) {
        differences(object, row, what, 1);
    }

    /** One that stands for several. */
    void differences(String object, String row, String what, long count) {
        // A table that is read a second time tells the same again.
        if (!row.isEmpty() && !told.add(List.of(object, row))) {
            return;
        }
        differenceCount += count;
        perObject.merge(object, count, Long::sum);
        if (differences.size() < NAMED) {
            differences.add(new Finding(object, row, what));
        }
    }

    void undecided(String object, String row, String why) {
        undecidedCount++;
        if (undecided.size() < NAMED) {
            undecided.add(new Finding(object, row, why));
        }
    }

    void skipped(String object, String why) {
        skipped.add(new Finding(object, "", why));
    }

    /** A chunk of the standby was read at this set. */
    void readAt(TransactionSet applied) {
        TransactionSet smallest = upTo;
        if (smallest == null || smallest.containsAll(applied)) {
            upTo = applied;
        }
    }

    long differencesIn(String object) {
        return perObject.getOrDefault(object, 0L);
    }

    String verifiedUpTo() {
        return upTo == null ? "" : upTo.text();
    }

    long differenceCount() {
        return differenceCount;
    }

    long undecidedCount() {
        return undecidedCount;
    }

    List<Finding> differences() {
        return differences;
    }

    List<Finding> undecided() {
        return undecided;
    }

    List<Finding> skipped() {
        return skipped;
    }
}
