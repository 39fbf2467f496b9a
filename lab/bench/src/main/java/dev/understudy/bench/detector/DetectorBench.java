package dev.understudy.bench.detector;

import dev.understudy.bench.BenchFolder;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Figure;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run detector}: fleets of several sizes in turns, each with a broker and a detector of its own. */
@Command(
        name = "detector",
        description = "How many heartbeats a detector carries, how soon it tells, and how soon it is back.")
public final class DetectorBench implements Callable<Integer> {

    /** What is measured; all of it if nothing is named. */
    enum Part {
        SIZES,
        BACKLOG,
        SHARED
    }

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("detector.json");

    @Option(names = "--sizes", split = ",", defaultValue = "100,1000,10000", description = "Nodes: ${DEFAULT-VALUE}.")
    private List<Integer> sizes = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "In each, every size (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--victims",
            defaultValue = "5",
            description = "Of each trouble, in each round (default: ${DEFAULT-VALUE}).")
    private int victims = 5;

    @Option(names = "--warm-up", defaultValue = "15", description = "Seconds before (default: ${DEFAULT-VALUE}).")
    private int warmUp = 15;

    @Option(names = "--backlog", defaultValue = "1500000", description = "Heartbeats (default: ${DEFAULT-VALUE}).")
    private long backlog = 1_500_000;

    @Option(names = "--only", split = ",", description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private List<Part> parts = List.of(Part.values());

    @Option(names = "--jvm", description = "A further flag of the detector's JVM, such as one that has it profiled.")
    private List<String> jvm = List.of();

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws Exception {
        for (int round = 0; round < rounds && parts.contains(Part.SIZES); round++) {
            for (int i = 0; i < sizes.size(); i++) {
                Fleet fleet = new Fleet(sizes.get((i + round) % sizes.size()));
                Trial trial = new Trial(fleet, victims, Duration.ofSeconds(warmUp), jvm);
                BenchFolder.run("detector", stage -> trial.play(stage, samples));
            }
        }
        Fleet largest = new Fleet(Collections.max(sizes));
        for (int round = 0; round < rounds && parts.contains(Part.BACKLOG); round++) {
            BenchFolder.run("detector", stage -> new Backlog(largest, backlog, jvm).play(stage, samples));
        }
        for (int round = 0; round < rounds && parts.contains(Part.SHARED); round++) {
            BenchFolder.run("detector", stage -> new Takeover(new Fleet(300), jvm).play(stage, samples));
        }
        BenchReport result = new BenchReport(
                "detector", "none", Machine.describe(), rounds, samples.figures(), goals(samples, sizes));
        result.write(report);
        System.out.println(result.table());
        return 0;
    }

    /** What the issue asks, of what was measured. */
    static List<Goal> goals(Samples samples, List<Integer> sizes) {
        List<Goal> goals = new ArrayList<>();
        int least = Collections.min(sizes);
        int most = Collections.max(sizes);
        for (Trouble trouble : Trouble.values()) {
            String name = "detector.detected." + trouble.name().toLowerCase(Locale.ROOT);
            if (samples.has(name + "." + least) && most > least) {
                double ratio = samples.figure(name + "." + most).median()
                        / samples.figure(name + "." + least).median();
                goals.add(Goal.atMost(Figure.of(name + ".ratio", "ratio", ratio), 1.1));
            }
        }
        if (samples.has("detector.steady.per-core." + most)) {
            goals.add(Goal.atLeast(samples.figure("detector.steady.per-core." + most), 50_000));
            goals.add(Goal.atMost(samples.figure("detector.restart.judges." + most), 2_000));
            goals.add(Goal.atMost(samples.figure("detector.mistakes." + most), 0));
        }
        if (samples.has("detector.backlog.per-core")) {
            goals.add(Goal.atLeast(samples.figure("detector.backlog.per-core"), 50_000));
        }
        if (samples.has("detector.shared.repeated")) {
            goals.add(Goal.atMost(samples.figure("detector.shared.repeated"), 0));
            goals.add(Goal.atMost(samples.figure("detector.shared.mistakes"), 0));
        }
        return goals;
    }
}
