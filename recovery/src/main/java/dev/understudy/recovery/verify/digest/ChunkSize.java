package dev.understudy.recovery.verify.digest;

/**
 * How many rows a chunk has: as many as a server reads in about a tenth of a second, so that no snapshot is held for long.
 *
 * @param rows of the next chunk
 */
public record ChunkSize(int rows) {

    public static final ChunkSize FIRST = new ChunkSize(2_000);
    private static final int FEWEST = 100;
    private static final int MOST = 20_000;
    private static final long WANTED_NANOS = 100_000_000;

    /** After a chunk of this size took so long; at most twice as many, or half. */
    public ChunkSize after(long nanos) {
        double wanted = rows * ((double) WANTED_NANOS / Math.max(1, nanos));
        double bounded = Math.max(rows / 2.0, Math.min(rows * 2.0, wanted));
        return new ChunkSize((int) Math.max(FEWEST, Math.min(MOST, bounded)));
    }
}
