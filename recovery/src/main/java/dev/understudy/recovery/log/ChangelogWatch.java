package dev.understudy.recovery.log;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a connector to be heard of in the changelog: that it runs says nothing, that it writes does. */
public interface ChangelogWatch {

    /**
     * Waits for a heartbeat or a change of this connector: it streams.
     *
     * @param from the first offset that is looked at
     * @param goOn asked again and again while it waits; false ends the wait
     */
    boolean streams(String connector, long from, Duration patience, BooleanSupplier goOn);

    /** Waits for a row that this connector wrote: the epoch's first change is recorded. */
    boolean changes(String connector, long from, Duration patience, BooleanSupplier goOn);
}
