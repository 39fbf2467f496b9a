package dev.understudy.detector;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what comes to the routes, plans and maintenances that are kept: with thousands of clusters, to look for what has changed takes longer than
 * the rest of a tick. Thread-safe.
 */
final class KeptChanges {

    private final AtomicLong count = new AtomicLong();

    void add() {
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }
}
