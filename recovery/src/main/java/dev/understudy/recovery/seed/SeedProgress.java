package dev.understudy.recovery.seed;

import java.util.Locale;

/** How far a copy is. Thread-safe: those that copy count, whoever asks reads. */
public final class SeedProgress {

    private static final double NANOS = 1e9;

    /**
     * @param phase what is being done, in a few words
     * @param rows how many the copy holds; about, where it was interrupted
     * @param ofRows how many there will be, as the source estimates
     * @param bytes that were carried since this process began
     * @param rowsPerSecond since then
     * @param secondsLeft -1 while it cannot be told
     * @param partsLeft how many tables, or pieces of large ones, are not whole yet
     */
    public record Now(
            String phase, long rows, long ofRows, long bytes, long rowsPerSecond, long secondsLeft, int partsLeft) {

        /** One line for a person. */
        public String line() {
            if (rowsPerSecond == 0) {
                return phase;
            }
            return String.format(
                    Locale.ROOT,
                    "%s: %,d of about %,d rows, %,.1f MB, %,d rows/s%s, %d parts left",
                    phase,
                    rows,
                    Math.max(rows, ofRows),
                    bytes / 1e6,
                    rowsPerSecond,
                    secondsLeft < 0 ? "" : ", " + secondsLeft + " s left",
                    partsLeft);
        }
    }

    private String phase = "beginning";
    private long there;
    private long expected;
    private long copied;
    private long bytes;
    private long busyNanos;
    private long since;
    private int partsLeft;

    /** Something else than rows is being carried. */
    synchronized void phase(String name) {
        pause();
        phase = name;
    }

    /**
     * Rows are carried from now on.
     *
     * @param alreadyThere about how many the copy holds, but for those that this process brought
     * @param inAll about how many there will be
     */
    synchronized void copying(long alreadyThere, long inAll, int parts) {
        pause();
        phase = "copying";
        there = alreadyThere;
        expected = inAll;
        partsLeft = parts;
        since = System.nanoTime();
    }

    synchronized void carried(long rows, long size) {
        copied += rows;
        bytes += size;
    }

    /** One part is whole. */
    synchronized void filled() {
        partsLeft--;
    }

    private void pause() {
        busyNanos += since == 0 ? 0 : System.nanoTime() - since;
        since = 0;
    }

    /** How many rows were carried since this process began. */
    public synchronized long copied() {
        return copied;
    }

    public synchronized Now now() {
        double seconds = (busyNanos + (since == 0 ? 0 : System.nanoTime() - since)) / NANOS;
        long rate = seconds <= 0 ? 0 : Math.round(copied / seconds);
        long rows = there + copied;
        long left = since == 0 || rate == 0 ? -1 : Math.max(0, expected - rows) / rate;
        return new Now(phase, rows, expected, bytes, rate, left, partsLeft);
    }
}
