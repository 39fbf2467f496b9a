package dev.understudy.bench.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All chance of one history. Not thread-safe. */
final class Dice {

    private static final double NINETY_NINTH = 9;
    /** What is later than this has lost its connection, ms. */
    private static final long LONGEST = 3_000;

    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Evenly from {@code low} up to and without {@code high}. */
    long between(long low, long high) {
        return random.nextLong(low, high);
    }

    /** Between the two, each power of ten as likely as the next. */
    long scaled(long low, long high) {
        return Math.round(low * Math.pow((double) high / low, random.nextDouble()));
    }

    long exponential(long mean) {
        return Math.round(-mean * Math.log(1 - random.nextDouble()));
    }

    /**
     * From a Pareto tail of exponent 2 (Lomax): one in a hundred is above {@code p99}, one in 10,000 above eleven times as
     * much.
     */
    long tail(double p99) {
        double scale = p99 / NINETY_NINTH;
        return Math.min(LONGEST, Math.round(scale * (1 / Math.sqrt(1 - random.nextDouble()) - 1)));
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
