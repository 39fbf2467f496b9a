package dev.understudy.recovery.replay;

import java.sql.SQLException;
import java.util.function.LongSupplier;

/**
 * Whether the oldest range stands behind a lock, asked of the server for all lanes together. InnoDB goes on showing its transactions as they
 * were as long as it is asked again within 100 ms: lanes that each asked for themselves would never see a lock that came after the first look,
 * and wait until the server's own time-out. Thread-safe.
 */
final class Standstill {

    private static final long APART_NANOS = 150_000_000;

    private final LongSupplier nanos;
    private boolean asked;
    private long askedAt;
    private long range;
    private boolean waits;

    /**
     * @param nanos a clock that only goes forward
     */
    Standstill(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Asks, or tells what the last one was told a moment ago.
     *
     * @param oldest the number of the range whose turn it is
     * @param session the server's id of the session that carries it out
     * @param asker whose connection is used
     */
    synchronized boolean of(long oldest, long session, LaneSession asker) throws SQLException {
        if (!asked || nanos.getAsLong() - askedAt > APART_NANOS) {
            waits = asker.seesWaiting(session);
            range = oldest;
            asked = true;
            askedAt = nanos.getAsLong();
        }
        return waits && range == oldest;
    }
}
