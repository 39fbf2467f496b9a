package dev.understudy.journal.lease;

import dev.understudy.events.Epoch;
import java.util.TreeMap;

/**
 * Until when one keeper may acknowledge commits of one epoch. Time is an argument, in nanoseconds of a clock that only goes forward.
 *
 * <p>A request counts from the moment before it was written, so that whoever closed the epoch and then waited a whole lease knows that
 * none is left, however long a request or its answer took. Thread-safe.
 */
public final class HeldLease {

    private static final int TIMES = 3;
    private static final int TIMES_WITHOUT = 12;

    private final Epoch epoch;
    private final long nanos;
    private final TreeMap<Long, Long> asked = new TreeMap<>();
    private boolean granted;
    private boolean closed;
    private long until;
    private long lastAsked;

    /**
     * @param nanos how long a lease lasts
     */
    public HeldLease(Epoch epoch, long nanos) {
        this.epoch = epoch;
        this.nanos = nanos;
    }

    public Epoch epoch() {
        return epoch;
    }

    /** A request of this number is about to be written. */
    public synchronized void asking(long sequence, long now) {
        // What comes too late to grant anything need not be kept, however long nobody answers.
        while (!asked.isEmpty() && now - asked.firstEntry().getValue() > nanos) {
            asked.pollFirstEntry();
        }
        asked.put(sequence, now);
        lastAsked = now;
    }

    /** Whether to ask again: a third of a lease after the last time, and sooner where none is held, for commits may wait for it. */
    public synchronized boolean isDue(long now) {
        return !closed && now - lastAsked >= nanos / (isValid(now) ? TIMES : TIMES_WITHOUT);
    }

    /** The request was read back, and no close of the epoch before it. One that was never made here grants nothing. */
    public synchronized void readBack(long sequence) {
        Long at = asked.get(sequence);
        asked.headMap(sequence, true).clear();
        if (at == null || closed) {
            return;
        }
        long end = at + nanos;
        until = granted && until - end > 0 ? until : end;
        granted = true;
    }

    /** The close of this epoch, or of a later one, was read. There is no way back. */
    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    public synchronized boolean isValid(long now) {
        return granted && !closed && now - until < 0;
    }

    /** How long it is still valid, ms; 0 where it is not. */
    public synchronized long remainingMillis(long now) {
        return isValid(now) ? (until - now) / 1_000_000 : 0;
    }
}
