package dev.understudy.bench.replay;

import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Figure;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Samples;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.MysqlLocator;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run replay}: a backlog, applied by each subject in turn. */
@Command(name = "replay", description = "Transactions and rows a second from a backlog, beside a native replica.")
public final class ReplayBench implements Callable<Integer> {

    private static final int ROWS_OF_A_TRANSACTION = 4;
    private static final int BULK_STATEMENTS = 300;
    private static final int BULK_ROWS = 1_000;

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

    @Option(names = "--lanes", defaultValue = "4", description = "Of our replay (default: ${DEFAULT-VALUE}).")
    private int lanes = 4;

    @Option(
            names = "--alone",
            description = "Ours without a peer and without ratios: for whoever looks for what it spends its time on.")
    private boolean alone;

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("understudy-replay-");
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            ServerBinaries binaries = engine.equals("mariadb")
                    ? ServerBinaries.mariadb(stage.distribution())
                    : new MysqlLocator(System.getenv()).findOrFetch(null, stage.distribution());
            OrderSystem system = OrderSystem.start(stage, binaries, System.out::println);
            // The services would only take part of the two cores.
            system.onlyServersAndLog(OrderSystem.STANDBY);
            DatabaseServer primary = system.database(OrderSystem.PRIMARY);
            OurReplay ours = new OurReplay(system, lanes);
            List<Subject> subjects = new ArrayList<>(List.of(ours));
            if (!alone) {
                subjects.add(NativeReplica.start(stage, binaries, primary, 1));
                subjects.add(NativeReplica.start(stage, binaries, primary, 4));
            }
            Sysbench sysbench =
                    new Sysbench(primary, stage.folder().path().resolve("logs").resolve("sysbench.log"));
            execute(primary, "CREATE DATABASE sbtest");
            sysbench.prepare();
            execute(primary, "CREATE TABLE sbtest.bulk (id INT AUTO_INCREMENT PRIMARY KEY, n INT, c CHAR(120))");
            Lag.prepare(primary);
            System.out.println("the tables are made; every subject catches up, which also warms it");
            apply(system, subjects, "warm-up", 0, 0);
            for (int round = 1; round <= rounds; round++) {
                sysbench.transactions(transactions);
                Collections.rotate(subjects, 1);
                apply(system, subjects, "round " + round + " sysbench", transactions, ROWS_OF_A_TRANSACTION);
                bulk(primary);
                apply(system, subjects, "round " + round + " bulk", BULK_STATEMENTS, BULK_ROWS);
                lag(system, ours, round);
            }
            compare(system);
        }
        finish();
        return 0;
    }

    private void apply(OrderSystem system, List<Subject> subjects, String what, int count, int rowsEach)
            throws Exception {
        TransactionSet backlog;
        try (Connection connection = system.database(OrderSystem.PRIMARY).connect()) {
            backlog = system.engine().executed(connection);
        }
        for (Subject subject : subjects) {
            subject.await(backlog);
        }
        for (Subject subject : subjects) {
            double cpu = subject.cpuSeconds();
            long start = System.nanoTime();
            subject.begin();
            while (!subject.holds(backlog)) {
                Thread.sleep(2);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double used = subject.cpuSeconds() - cpu;
            subject.end();
            System.out.printf(Locale.ROOT, "%s, %s: %.2f s, %.2f s of CPU%n", what, subject.name(), seconds, used);
            if (count > 0) {
                String name = (rowsEach == ROWS_OF_A_TRANSACTION ? "replay." : "replay.bulk.") + subject.name();
                samples.add(name + ".tps.raw", "1/s", count / seconds);
                samples.add(name + ".rows.raw", "1/s", (double) count * rowsEach / seconds);
                samples.add(name + ".cpu.raw", "s", used);
            }
        }
        if (count > 0 && !alone) {
            String prefix = rowsEach == ROWS_OF_A_TRANSACTION ? "replay." : "replay.bulk.";
            double best =
                    Math.max(samples.last(prefix + "native-1.tps.raw"), samples.last(prefix + "native-4.tps.raw"));
            samples.add(prefix + "vs-native", "ratio", samples.last(prefix + "ours.tps.raw") / best);
        }
    }

    private void lag(OrderSystem system, OurReplay ours, int round) throws Exception {
        ours.begin();
        new Lag(system, round).measure(samples);
        ours.end();
        System.out.printf(
                Locale.ROOT,
                "round %d lag: p50 %.1f ms, p99 %.1f ms%n",
                round,
                samples.last("replay.lag.p50"),
                samples.last("replay.lag.p99"));
    }

    private static void bulk(DatabaseServer primary) throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            String row = "(1, '" + "x".repeat(100) + "')";
            String sql =
                    "INSERT INTO sbtest.bulk (n, c) VALUES " + String.join(",", Collections.nCopies(BULK_ROWS, row));
            for (int i = 0; i < BULK_STATEMENTS; i++) {
                statement.execute(sql);
            }
        }
    }

    private static void compare(OrderSystem system) throws SQLException {
        try (Connection primary = system.database(OrderSystem.PRIMARY).connect();
                Connection standby = system.database(OrderSystem.STANDBY).connect()) {
            TableComparison.Result result = TableComparison.compare(primary, standby);
            System.out.println("compared " + result.rows() + " rows of " + result.tables() + " tables: "
                    + (result.identical() ? "identical" : result.differences()));
            if (!result.identical()) {
                throw new IllegalStateException("the standby is not the same as the primary");
            }
        }
    }

    private static void execute(DatabaseServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void finish() throws Exception {
        List<Figure> figures = samples.figures();
        List<Goal> goals = alone
                ? List.of()
                : List.of(
                        Goal.atLeast(samples.figure("replay.vs-native"), 3),
                        Goal.atMost(samples.figure("replay.lag.p50"), 30),
                        Goal.atMost(samples.figure("replay.lag.p99"), 150));
        BenchReport result = new BenchReport("replay", engine, Machine.describe(), rounds, figures, goals);
        result.write(report);
        System.out.println(result.table());
    }
}
