package dev.understudy.bench.simulation;

import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Figure;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Machine;
import dev.understudy.bench.simulation.Score.Of;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run simulation}: days of whole clusters in virtual time, each profile by itself, on one thread. */
@Command(name = "simulation", description = "Days of whole clusters in virtual time, judged by the real detector.")
public final class SimulationBench implements Callable<Integer> {

    private static final int SLOWEST = 3;

    @Option(names = "--days", defaultValue = "30", description = "Of each profile (default: ${DEFAULT-VALUE}).")
    private int days = 30;

    @Option(
            names = "--first-day",
            defaultValue = "0",
            description = "Plays from this day on (default: ${DEFAULT-VALUE}).")
    private int firstDay;

    @Option(names = "--hours", defaultValue = "24", description = "Of each day, 1 to 24 (default: ${DEFAULT-VALUE}).")
    private int hours = 24;

    @Option(names = "--seed", defaultValue = "1", description = "Draws everything (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--jitter",
            defaultValue = "10",
            description = "99th percentile of what records and answers are late, ms (default: ${DEFAULT-VALUE}).")
    private double jitter = Simulation.USUAL_JITTER;

    @Option(names = "--profile", description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private List<Profile> profiles = List.of(Profile.values());

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("simulation.json");

    private final List<Figure> figures = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private long broken;

    @Override
    public Integer call() throws Exception {
        System.out.println(SimulationTable.HEAD);
        List<String> notes = new ArrayList<>();
        for (Profile profile : profiles) {
            long began = System.nanoTime();
            Score score = new Score();
            Simulation simulation = Simulation.of(profile, seed).withJitter(jitter);
            for (int day = firstDay; day < firstDay + days; day++) {
                score.add(simulation.play(day, Duration.ofHours(hours)));
            }
            System.out.println(SimulationTable.row(profile, score));
            notes.addAll(notes(profile, score, (System.nanoTime() - began) / 1_000_000_000));
            take(profile, score);
        }
        notes.forEach(System.out::println);
        new BenchReport("simulation", "any", Machine.describe(), days, figures, goals).write(report);
        return broken == 0 ? 0 : 1;
    }

    private void take(Profile profile, Score score) {
        String name = "simulation." + profile.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".";
        for (Of of : Of.values()) {
            if (score.detections(of) > 0) {
                String detected = name + of.name().toLowerCase(Locale.ROOT) + ".detected.";
                figures.add(Figure.of(detected + "p50", "ms", score.detected(of, 0.5)));
                figures.add(Figure.of(detected + "p99", "ms", score.detected(of, 0.99)));
            }
        }
        figures.add(Figure.of(name + "faults", "count", score.faults()));
        figures.add(Figure.of(name + "never-told", "count", score.missed().size()));
        figures.add(Figure.of(name + "mistakes-a-day", "count", score.mistakesADay()));
        figures.add(Figure.of(name + "mistake-duration", "ms", score.mistakeMillis()));
        figures.add(Figure.of(name + "query-accuracy", "ratio", score.queryAccuracy()));
        Figure wrong = Figure.of(name + "wrong-verdicts", "count", score.wrongVerdicts());
        figures.add(wrong);
        goals.add(Goal.atMost(wrong, 0));
        Figure promises = Figure.of(name + "broken-promises", "count", score.brokenPromises());
        figures.add(promises);
        goals.add(Goal.atMost(promises, 0));
        if (score.detections(Of.HANG) > 0) {
            goals.add(Goal.atMost(Figure.of(name + "hang.detected.p99", "ms", score.detected(Of.HANG, 0.99)), 1_000));
        }
        broken += score.brokenPromises();
    }

    private static List<String> notes(Profile profile, Score score, long seconds) {
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "%n%s: %d s, %d verdicts, %d of others never told",
                profile,
                seconds,
                score.verdicts(),
                score.missedOfOthers()));
        score.violations().forEach(violation -> notes.add("  " + violation));
        score.missed().stream().limit(SLOWEST).forEach(missed -> notes.add("  never told: " + missed));
        for (Of of : Of.values()) {
            score.slowest(of, SLOWEST).forEach(slow -> notes.add("  slowest " + of + ": " + slow));
        }
        return notes;
    }
}
