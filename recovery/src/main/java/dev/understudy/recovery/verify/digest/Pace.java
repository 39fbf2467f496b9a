package dev.understudy.recovery.verify.digest;

/**
 * How fast rows may be read.
 *
 * @param rowsPerSecond 0 for as fast as it goes
 */
public record Pace(long rowsPerSecond) {

    public static final Pace UNLIMITED = new Pace(0);

    public Pace {
        if (rowsPerSecond < 0) {
            throw new IllegalArgumentException("a rate is rows a second, 0 for no limit");
        }
    }

    /** How long to wait when so many rows were read in so long. */
    public long pauseNanos(long rows, long elapsedNanos) {
        return rowsPerSecond == 0 ? 0 : Math.max(0, (long) (rows * (1e9 / rowsPerSecond)) - elapsedNanos);
    }
}
