package dev.understudy.bench.replay;

import dev.understudy.bench.Samples;
import java.util.Arrays;

/** When each row passed each point on its way. A cell is written once; reading begins when all writing has ended. */
final class LagTimes {

    private static final double MILLI = 1e6;

    /** Where a row is seen, in the order of its way. */
    enum Point {
        /** The primary has acknowledged it. */
        COMMITTED,
        /** The connector hands its transaction's end to Kafka. */
        SENT,
        /** A reader of the log has it. */
        LOGGED,
        /** The replay says that it is committed on the standby. */
        APPLIED,
        /** Another session on the standby sees it. */
        VISIBLE
    }

    private final long[][][] nanos;

    /**
     * @param writers how many write at once
     * @param each how many rows each of them writes; their ids begin at 1
     */
    LagTimes(int writers, int each) {
        nanos = new long[Point.values().length][writers][each + 1];
    }

    void at(Point point, int writer, int id, long time) {
        nanos[point.ordinal()][writer][id] = time;
    }

    /**
     * Adds the median and the 99th percentile of the time between two points, ms.
     *
     * @throws IllegalStateException where a row was not seen at one of them
     */
    void add(Samples samples, String name, Point from, Point to) {
        double[] millis = between(from, to);
        samples.add(name + ".p50", "ms", millis[millis.length / 2]);
        samples.add(name + ".p99", "ms", millis[millis.length * 99 / 100]);
    }

    /** Sorted. */
    private double[] between(Point from, Point to) {
        long[][] begun = nanos[from.ordinal()];
        long[][] ended = nanos[to.ordinal()];
        int each = begun[0].length - 1;
        double[] millis = new double[begun.length * each];
        for (int writer = 0; writer < begun.length; writer++) {
            for (int id = 1; id <= each; id++) {
                if (begun[writer][id] == 0 || ended[writer][id] == 0) {
                    throw new IllegalStateException(
                            "row " + id + " of writer " + writer + " was not seen at " + from + " or at " + to);
                }
                // Another thread looks at the clock a little late now and then: not before its cause, then.
                millis[writer * each + id - 1] = Math.max(0, (ended[writer][id] - begun[writer][id]) / MILLI);
            }
        }
        Arrays.sort(millis);
        return millis;
    }
}
