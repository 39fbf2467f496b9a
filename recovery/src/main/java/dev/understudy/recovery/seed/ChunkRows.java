package dev.understudy.recovery.seed;

/**
 * How many rows a chunk has: so many that their bytes fill a transaction of a size that both servers like, and that an interruption costs little.
 *
 * @param rows of the next chunk
 */
record ChunkRows(int rows) {

    static final ChunkRows FIRST = new ChunkRows(2_000);
    private static final int MOST = 50_000;
    private static final double WANTED_BYTES = 16 * 1024 * 1024;

    /** After a chunk of so many rows and bytes; at most four times as many as before. */
    ChunkRows after(long copied, long bytes) {
        double wanted = WANTED_BYTES * Math.max(1, copied) / Math.max(1, bytes);
        double bounded = Math.min(rows * 4.0, wanted);
        return new ChunkRows((int) Math.max(1, Math.min(MOST, bounded)));
    }
}
