package dev.understudy.bench.commit;

import dev.understudy.bench.BenchFolder;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Binaries;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Samples;
import dev.understudy.bench.commit.Way.Kind;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run commit}: what a commit costs in each way, in rounds in which the ways take turns. */
@Command(
        name = "commit",
        description =
                "Commit latency and throughput: asynchronous, native semi-sync, and ours with one and three brokers.")
public final class CommitBench implements Callable<Integer> {

    private static final int MANY = 32;
    private static final List<Integer> CLIENTS = List.of(1, MANY);

    /** What goes before each turn: connections are opened, and caches are its own again. */
    private static final Duration BEFORE = Duration.ofSeconds(1);

    @Option(names = "--engine", defaultValue = "mysql", description = "mysql or mariadb (default: ${DEFAULT-VALUE}).")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("commit.json");

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "For how long each way is measured in a round (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(
            names = "--warm-up",
            defaultValue = "30",
            description = "Seconds of commits that each way sees before anything is measured: what stays up for days is"
                    + " compiled, what has just started is not (default: ${DEFAULT-VALUE}).")
    private int warmUp = 30;

    @Option(
            names = "--ways",
            split = ",",
            paramLabel = "WAY",
            description = "Which ways: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Kind> kinds = EnumSet.allOf(Kind.class);

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws Exception {
        Comparison comparison = new Comparison(samples, kinds);
        BenchFolder.run("commit", stage -> measure(stage, comparison));
        BenchReport result =
                new BenchReport("commit", engine, Machine.describe(), rounds, samples.figures(), comparison.goals());
        result.write(report);
        System.out.println(result.table());
        return 0;
    }

    private void measure(Stage stage, Comparison comparison) throws Exception {
        List<Way> ways = new CommitStage(stage, Binaries.of(engine, stage)).start(EnumSet.copyOf(kinds));
        warmUp(ways);
        for (int round = 1; round <= rounds; round++) {
            play(ways, round);
            comparison.endRound();
        }
    }

    /** Compilers, caches and log files of every way, and of this process. */
    private void warmUp(List<Way> ways) throws Exception {
        System.out.println("warming up");
        for (Way way : ways) {
            new Turn(samples).warmUp(way, new Load(MANY, Duration.ofSeconds(warmUp), Duration.ofSeconds(1)));
        }
    }

    private void play(List<Way> ways, int round) throws Exception {
        List<Way> order = new ArrayList<>(ways);
        Collections.rotate(order, round);
        for (int clients : CLIENTS) {
            Load load = new Load(clients, BEFORE, Duration.ofSeconds(seconds));
            for (Way way : order) {
                new Turn(samples).play(way, load, "round " + round);
            }
        }
    }
}
