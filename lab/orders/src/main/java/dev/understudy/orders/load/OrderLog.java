package dev.understudy.orders.load;

import java.util.List;

/**
 * What became of every order of a load.
 *
 * @param entries in the order in which they were answered for good
 */
public record OrderLog(List<Entry> entries) {

    /** How an order ended for its customer. */
    public enum Outcome {
        /** A 2xx came: it must be there. */
        ACKNOWLEDGED,
        /** A clear error came. */
        REJECTED,
        /** Neither, however often it was asked for: it may be there once, or not at all. */
        UNKNOWN
    }

    /**
     * One order.
     *
     * @param client which client placed it, from 0
     * @param dueNanos when it was due, monotonic
     * @param doneNanos when its final answer came, monotonic
     * @param doneWallMillis the same by the wall clock
     * @param attempts how often it was asked for
     * @param detail the last answer in brief
     */
    public record Entry(
            String id,
            int client,
            long dueNanos,
            long doneNanos,
            long doneWallMillis,
            Outcome outcome,
            int attempts,
            String detail) {}

    public OrderLog {
        entries = List.copyOf(entries);
    }
}
