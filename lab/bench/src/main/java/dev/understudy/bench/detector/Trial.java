package dev.understudy.bench.detector;

import dev.understudy.bench.Samples;
import dev.understudy.stage.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One detector and one fleet: how soon it tells of each trouble, what it costs meanwhile, what it keeps, and how soon it judges again after it was killed.
 *
 * @param fleet who reports
 * @param victims how many writers each trouble befalls, one after the other
 * @param warmUp how long the detector sees all of them well before
 * @param jvm further flags of the detector's JVM
 */
record Trial(Fleet fleet, int victims, Duration warmUp, List<String> jvm) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_MILLIS = 300;
    /** Longer, and a start would have to read as many seconds of all nodes. */
    private static final String HISTORY = "2s";

    Trial {
        int needed = victims * Trouble.values().length + 1;
        if (fleet.clusters() < needed) {
            throw new IllegalArgumentException("for " + victims + " victims of each trouble it takes "
                    + needed * Fleet.MEMBERS + " nodes, not " + fleet.size());
        }
    }

    /** Plays it on a stage of its own, and adds what it finds. */
    void play(Stage stage, Samples samples) throws Exception {
        Scene scene = Scene.set(stage, fleet, 1);
        int all = victims * Trouble.values().length + 1;
        try (Pulse pulse = new Pulse(fleet, all, scene.bootstrap());
                Verdicts verdicts = new Verdicts(scene.bootstrap());
                Watcher detector =
                        new Watcher(stage, scene.bootstrap(), new Watcher.Options("detector", HISTORY, jvm))) {
            pulse.start();
            detector.start();
            Thread.sleep(warmUp.toMillis());
            Struck struck = new Struck(new HashSet<>());
            steady(pulse, detector, samples);
            pulse.worstLate();
            for (int round = 0; round < victims; round++) {
                for (Trouble trouble : Trouble.values()) {
                    int victim = Fleet.writer(round * Trouble.values().length + trouble.ordinal());
                    double millis = befall(victim, trouble, pulse, verdicts, struck);
                    samples.add(figure("detected." + lower(trouble)), "ms", millis);
                }
            }
            samples.add(figure("load.worst-late"), "ms", pulse.worstLate());
            samples.add(figure("state.kept"), "KB", scene.stateKilobytes());
            samples.add(figure("state.resident"), "MB", detector.residentMegabytes());
            restart(pulse, verdicts, struck, detector, samples);
            samples.add(figure("state.live"), "MB", detector.liveMegabytes());
            samples.add(
                    figure("mistakes"),
                    "count",
                    verdicts.mistakes(struck.names()).size());
            verdicts.mistakes(struck.names()).stream()
                    .limit(3)
                    .forEach(fault -> System.out.println("a mistake: " + fault.reason()));
        }
    }

    /** The names of those that something has befallen. */
    private record Struck(Set<String> names) {}

    private void steady(Pulse pulse, Watcher detector, Samples samples) throws Exception {
        double cpu = detector.cpuSeconds();
        double processed = detector.processed();
        long began = System.nanoTime();
        Thread.sleep(warmUp.toMillis());
        double seconds = (System.nanoTime() - began) / 1e9;
        double heartbeats = detector.processed() - processed;
        double spent = detector.cpuSeconds() - cpu;
        samples.add(figure("steady.heartbeats"), "1/s", heartbeats / seconds);
        samples.add(figure("steady.cores"), "ratio", spent / seconds);
        samples.add(figure("steady.per-core"), "1/s", heartbeats / spent);
        System.out.printf(
                Locale.ROOT,
                "%d nodes: %.0f heartbeats a second in %.2f cores%n",
                fleet.size(),
                heartbeats / seconds,
                spent / seconds);
        pulse.worstLate();
    }

    private double befall(int victim, Trouble trouble, Pulse pulse, Verdicts verdicts, Struck struck)
            throws InterruptedException {
        struck.names().add(fleet.name(victim));
        long began = pulse.strike(victim, trouble);
        double millis = verdicts.await(fleet.name(victim), trouble, began, PATIENCE);
        if (trouble == Trouble.SILENCE) {
            pulse.heal(victim);
        }
        Thread.sleep(BETWEEN_MILLIS);
        return millis;
    }

    /** One is killed while nobody watches. */
    private void restart(Pulse pulse, Verdicts verdicts, Struck struck, Watcher detector, Samples samples)
            throws Exception {
        int victim = Fleet.writer(victims * Trouble.values().length);
        struck.names().add(fleet.name(victim));
        detector.kill();
        pulse.strike(victim, Trouble.KILL);
        long started = System.nanoTime();
        detector.startWithoutWaiting();
        for (Watcher.Progress progress : Watcher.Progress.values()) {
            double millis = (detector.await(progress) - started) / 1e6;
            samples.add(figure("restart." + progress.name().toLowerCase(Locale.ROOT)), "ms", millis);
        }
        double verdict = verdicts.await(fleet.name(victim), Trouble.KILL, started, PATIENCE);
        samples.add(figure("restart.verdict"), "ms", verdict);
        System.out.printf(Locale.ROOT, "%d nodes: first verdict %.0f ms after a new start%n", fleet.size(), verdict);
    }

    private String figure(String of) {
        return "detector." + of + "." + fleet.size();
    }

    private static String lower(Trouble trouble) {
        return trouble.name().toLowerCase(Locale.ROOT);
    }
}
