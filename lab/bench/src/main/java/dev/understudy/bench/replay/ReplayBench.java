package dev.understudy.bench.replay;

import dev.understudy.bench.BenchFolder;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Binaries;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Samples;
import dev.understudy.bench.replay.Contest.Load;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run replay}: backlogs, applied by each subject in turn; and how late a commit shows. */
@Command(
        name = "replay",
        description =
                "Transactions and rows a second from a backlog, beside a native replica and Debezium's JDBC sink; and lag.")
public final class ReplayBench implements Callable<Integer> {

    private static final int ROWS_OF_A_TRANSACTION = 4;

    @Option(names = "--engine", defaultValue = "mysql", description = "mysql or mariadb (default: ${DEFAULT-VALUE}).")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("replay.json");

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--transactions",
            defaultValue = "36459",
            description = "Of a round's sysbench backlog (default: ${DEFAULT-VALUE}).")
    private int transactions = 36_459;

    @Option(
            names = "--bulk",
            defaultValue = "300",
            description = "Statements of 1000 rows in a round's bulk load (default: ${DEFAULT-VALUE}).")
    private int bulk = 300;

    @Option(names = "--lanes", defaultValue = "4", description = "Of our replay (default: ${DEFAULT-VALUE}).")
    private int lanes = 4;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "Parts to measure beside our own backlogs: ${COMPLETION-CANDIDATES} (default: all); ours for none.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    private final Samples samples = new Samples();

    /** What is measured. */
    enum Part {
        OURS,
        NATIVE,
        JDBC,
        LAG
    }

    @Override
    public Integer call() throws Exception {
        BenchFolder.run("replay", this::measure);
        finish();
        return 0;
    }

    private void measure(Stage stage) throws Exception {
        ServerBinaries binaries = Binaries.of(engine, stage);
        ReplayStage replay = ReplayStage.start(stage, binaries, only, lanes);
        Contest contest = new Contest(samples);
        contest.apply(replay.subjects(0), replay.endBacklog(), Load.WARM_UP, "warm-up");
        for (int round = 1; round <= rounds; round++) {
            replay.sysbench(transactions);
            round(contest, replay, round, new Load("replay.", transactions, ROWS_OF_A_TRANSACTION), "sysbench");
            replay.bulk(bulk);
            round(contest, replay, round, new Load("replay.bulk.", bulk, BulkLoad.ROWS), "bulk");
            if (only.contains(Part.LAG)) {
                lag(replay, round);
            }
        }
        replay.compare();
    }

    private void round(Contest contest, ReplayStage replay, int round, Load load, String what) throws Exception {
        contest.apply(replay.subjects(round), replay.endBacklog(), load, "round " + round + " " + what);
        if (only.contains(Part.NATIVE)) {
            contest.ratio(load, "vs-native", replay.natives());
        }
        if (only.contains(Part.JDBC)) {
            contest.ratio(load, "vs-jdbc-sink", replay.sinks());
        }
    }

    private void lag(ReplayStage replay, int round) throws Exception {
        replay.ours().begin();
        new Lag(replay.system(), replay.ours(), round).measure(samples);
        replay.ours().end();
        System.out.printf(
                Locale.ROOT,
                "round %d lag: p50 %.1f ms, p99 %.1f ms%n",
                round,
                samples.last("replay.lag.p50"),
                samples.last("replay.lag.p99"));
    }

    private void finish() throws Exception {
        List<Goal> goals = new ArrayList<>();
        if (only.contains(Part.NATIVE)) {
            goals.add(Goal.atLeast(samples.figure("replay.vs-native"), 3));
        }
        if (only.contains(Part.JDBC)) {
            goals.add(Goal.atLeast(samples.figure("replay.vs-jdbc-sink"), 6));
        }
        if (only.contains(Part.LAG)) {
            goals.add(Goal.atMost(samples.figure("replay.lag.p50"), 30));
            goals.add(Goal.atMost(samples.figure("replay.lag.p99"), 150));
        }
        BenchReport result = new BenchReport("replay", engine, Machine.describe(), rounds, samples.figures(), goals);
        result.write(report);
        System.out.println(result.table());
    }
}
