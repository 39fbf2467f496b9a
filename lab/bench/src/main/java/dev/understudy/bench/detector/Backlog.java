package dev.understudy.bench.detector;

import dev.understudy.bench.Samples;
import dev.understudy.stage.Stage;
import java.util.List;
import java.util.Locale;

/**
 * A detector that starts before a mountain of heartbeats: how quickly it reads them, over the second half of them, when its code is compiled.
 *
 * @param heartbeats how many were written while it was away
 * @param jvm further flags of the detector's JVM
 */
record Backlog(Fleet fleet, long heartbeats, List<String> jvm) {

    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final long LOOK_MILLIS = 100;
    /** What is read in the last look is not read all the time. */
    private static final double NEARLY_ALL = 0.98;

    void play(Stage stage, Samples samples) throws Exception {
        Scene scene = Scene.set(stage, fleet, 1);
        try (Pulse pulse = new Pulse(fleet, 0, scene.bootstrap());
                Watcher detector = new Watcher(stage, scene.bootstrap(), new Watcher.Options("detector", "1h", jvm))) {
            pulse.burst(heartbeats);
            detector.startWithoutWaiting();
            Point half = await(detector, heartbeats / 2);
            Point end = await(detector, (long) (heartbeats * NEARLY_ALL));
            double read = end.processed() - half.processed();
            samples.add("detector.backlog.per-second", "1/s", read / ((end.at() - half.at()) / 1e9));
            samples.add("detector.backlog.per-core", "1/s", read / (end.cpu() - half.cpu()));
            System.out.printf(
                    Locale.ROOT, "backlog: %.0f heartbeats a second%n", samples.last("detector.backlog.per-second"));
        }
    }

    private record Point(long at, double processed, double cpu) {}

    private static Point await(Watcher detector, long wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            double processed = detector.processedIfAnswering();
            if (processed >= wanted) {
                return new Point(System.nanoTime(), processed, detector.cpuSeconds());
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new IllegalStateException("the detector has not read " + wanted + " heartbeats in five minutes");
    }
}
