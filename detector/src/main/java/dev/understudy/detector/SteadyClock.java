package dev.understudy.detector;

import java.util.function.LongSupplier;

/**
 * The system's time, but it never goes back. Where the clock is set back it goes on by what really elapses, a hundredth slower until the two agree; all
 * that is known of nodes keeps its age. Where the clock leaps forward it leaps too: a machine that wakes up looks no different, and what it
 * then reads is old. Thread-safe.
 */
public final class SteadyClock {

    private static final long NANOS_PER_MILLI = 1_000_000;
    /** It gives up one ms in so many. */
    private static final long SLOWER = 100;

    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private long time;
    private long lookedAt;

    /**
     * @param wallMillis the system's time, ms since 1970; may be set at any time
     * @param nanos what elapses, from no particular beginning; never set
     */
    public SteadyClock(LongSupplier wallMillis, LongSupplier nanos) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        this.time = wallMillis.getAsLong() * NANOS_PER_MILLI;
        this.lookedAt = nanos.getAsLong();
    }

    /** Now, ms since 1970. */
    public synchronized long millis() {
        long now = nanos.getAsLong();
        long elapsed = Math.max(0, now - lookedAt);
        lookedAt = now;
        long wall = wallMillis.getAsLong() * NANOS_PER_MILLI;
        time = Math.max(wall, time + elapsed - elapsed / SLOWER);
        return Math.floorDiv(time, NANOS_PER_MILLI);
    }

    /** By how much it is ahead of the system's time since that was set back, ms; 0 where it was not. */
    public synchronized long aheadMillis() {
        return Math.max(0, millis() - wallMillis.getAsLong());
    }
}
