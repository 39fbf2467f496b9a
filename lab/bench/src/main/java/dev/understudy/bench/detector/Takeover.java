package dev.understudy.bench.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.bench.Samples;
import dev.understudy.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/**
 * Two instances of one name share two partitions, and one of them is killed: how soon the other judges the nodes of both.
 *
 * @param jvm further flags of the detectors' JVMs
 */
record Takeover(Fleet fleet, List<String> jvm) {

    private static final int PARTITIONS = 2;
    private static final int BEFORE = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    /** Long enough for a member that is left alone to be told, were it taken for one. */
    private static final Duration AFTER = Duration.ofSeconds(35);

    void play(Stage stage, Samples samples) throws Exception {
        Scene scene = Scene.set(stage, fleet, PARTITIONS);
        Set<String> struck = new HashSet<>();
        try (Pulse pulse = new Pulse(fleet, fleet.clusters(), scene.bootstrap());
                Verdicts verdicts = new Verdicts(scene.bootstrap());
                Watcher one = new Watcher(stage, scene.bootstrap(), new Watcher.Options("one", "30s", jvm));
                Watcher other = new Watcher(stage, scene.bootstrap(), new Watcher.Options("other", "30s", jvm))) {
            pulse.start();
            one.startWithoutWaiting();
            other.startWithoutWaiting();
            one.awaitReady();
            other.awaitReady();
            Thread.sleep(WARM_UP.toMillis());
            for (int victim : victims(0, BEFORE)) {
                struck.add(fleet.name(victim));
                long began = pulse.strike(victim, Trouble.KILL);
                samples.add(
                        "detector.shared.detected.kill",
                        "ms",
                        verdicts.await(fleet.name(victim), Trouble.KILL, began, PATIENCE));
            }
            samples.add("detector.shared.repeated", "count", verdicts.repeated());
            other.kill();
            long killed = System.nanoTime();
            List<Double> took = new ArrayList<>();
            for (int victim : oneOfEachPartition()) {
                struck.add(fleet.name(victim));
                pulse.strike(victim, Trouble.KILL);
            }
            for (int victim : oneOfEachPartition()) {
                took.add(verdicts.await(fleet.name(victim), Trouble.KILL, killed, PATIENCE));
            }
            samples.add(
                    "detector.shared.survivor",
                    "ms",
                    took.stream().min(Double::compare).orElseThrow());
            samples.add(
                    "detector.shared.takeover",
                    "ms",
                    took.stream().max(Double::compare).orElseThrow());
            System.out.printf(Locale.ROOT, "takeover: verdicts after %s ms%n", took);
            Thread.sleep(AFTER.toMillis());
            samples.add(
                    "detector.shared.mistakes",
                    "count",
                    verdicts.mistakes(struck).size());
            verdicts.mistakes(struck).stream()
                    .limit(3)
                    .forEach(fault -> System.out.println("a mistake: " + fault.reason()));
        }
    }

    private List<Integer> victims(int from, int count) {
        List<Integer> victims = new ArrayList<>();
        for (int cluster = from; cluster < from + count; cluster++) {
            victims.add(Fleet.writer(cluster));
        }
        return victims;
    }

    private List<Integer> oneOfEachPartition() {
        List<Integer> found = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int wanted = partition;
            found.add(victims(BEFORE, fleet.clusters() - BEFORE).stream()
                    .filter(node -> partition(fleet.cluster(node)) == wanted)
                    .findFirst()
                    .orElseThrow());
        }
        return found;
    }

    /** As Kafka's producer has it. */
    private static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % PARTITIONS;
    }
}
