package dev.understudy.bench;

import java.util.Arrays;

/**
 * One measured quantity over all rounds.
 *
 * @param name dotted, such as {@code failover.kill.outage}
 * @param unit {@code ms}, {@code ratio}, {@code 1/s} or {@code count}
 */
public record Figure(String name, String unit, double median, double min, double max) {

    /**
     * @throws IllegalArgumentException without a single sample
     */
    public static Figure of(String name, String unit, double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("no sample of " + name);
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(name, unit, median, sorted[0], sorted[sorted.length - 1]);
    }
}
