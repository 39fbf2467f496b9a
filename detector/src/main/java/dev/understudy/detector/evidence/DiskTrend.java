package dev.understudy.detector.evidence;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How fast a disk fills: the median of the slopes between every two of the samples (Theil and Sen), which up to 29 % of
 * outliers do not move: a temporary file that comes and goes, or a log that is purged, is no trend. Not thread-safe.
 */
final class DiskTrend {

    private static final int SAMPLES = 60;
    private static final int ENOUGH = SAMPLES / 5;

    private final long every;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private double bytesPerMilli;

    private record Sample(long at, long free) {}

    /**
     * @param windowMillis over how long
     */
    DiskTrend(long windowMillis) {
        every = windowMillis / SAMPLES;
    }

    void add(long at, long free) {
        Sample last = samples.peekLast();
        if (last != null && at < last.at()) {
            samples.clear();
        } else if (last != null && at - last.at() < every) {
            return;
        }
        samples.addLast(new Sample(at, free));
        while (at - samples.getFirst().at() > SAMPLES * every) {
            samples.removeFirst();
        }
        bytesPerMilli = slope();
    }

    boolean known() {
        return samples.size() >= ENOUGH;
    }

    /** When it will be full, ms from now; empty where it does not fill. */
    OptionalLong fullIn(long free) {
        return known() && bytesPerMilli < 0 ? OptionalLong.of((long) (free / -bytesPerMilli)) : OptionalLong.empty();
    }

    private double slope() {
        Sample[] all = samples.toArray(Sample[]::new);
        double[] slopes = new double[all.length * (all.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            for (int j = i + 1; j < all.length; j++) {
                slopes[count++] = (double) (all[j].free() - all[i].free()) / (all[j].at() - all[i].at());
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(slopes);
        return count % 2 == 1 ? slopes[count / 2] : (slopes[count / 2 - 1] + slopes[count / 2]) / 2;
    }
}
