package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;

/**
 * Whether the log holds all that a server executed. A statement that was read last counts when it has been the last for a while:
 * another record of it would have come with it. Time is an argument. Not thread-safe.
 */
final class Arrived {

    private final TransactionSet wanted;
    private final long quietNanos;
    private String held = "";
    private long heldSince;

    /**
     * @param wanted what must have come
     * @param quietNanos how long nothing may have come behind a statement
     */
    Arrived(TransactionSet wanted, long quietNanos) {
        this.wanted = wanted;
        this.quietNanos = quietNanos;
    }

    /**
     * @param received every whole transaction that was read
     * @param statement the one that was read last and may not be whole; empty for none
     */
    boolean by(TransactionSet received, String statement, long nowNanos) {
        if (!statement.equals(held)) {
            held = statement;
            heldSince = nowNanos;
        }
        if (received.containsAll(wanted)) {
            return true;
        }
        return !held.isEmpty()
                && nowNanos - heldSince >= quietNanos
                && received.plus(held).containsAll(wanted);
    }
}
