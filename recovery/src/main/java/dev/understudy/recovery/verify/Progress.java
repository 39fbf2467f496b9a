package dev.understudy.recovery.verify;

/**
 * How far a pass is.
 *
 * @param table the one at hand
 * @param chunks of it that were read
 * @param rows of all tables so far
 * @param rowsPerSecond since the pass began
 */
public record Progress(String table, long chunks, long rows, double rowsPerSecond) {}
