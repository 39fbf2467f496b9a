package dev.understudy.recovery.log;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;

/** Looks into the changelog anew, beside those that apply it, to see what connectors have delivered. */
@FunctionalInterface
public interface Deliveries {

    /**
     * Where a look begins.
     *
     * @param offset the first one that is looked at
     * @param received every transaction that lies before it
     * @param epoch the epoch there
     * @param connector whose records count
     */
    record From(long offset, TransactionSet received, Epoch epoch, String connector) {}

    /** Opens a look; the caller closes it. */
    Delivered from(From start);
}
