package dev.understudy.bench.seed;

import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Binaries;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Samples;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.Engine;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Token;
import dev.understudy.recovery.seed.Seed;
import dev.understudy.recovery.seed.SeedProgress;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run seed}: rows a second of a copy, by one session and by several in turn, while nothing else works. */
@Command(name = "seed", description = "Rows a second of a copy to a new standby.")
public final class SeedBench implements Callable<Integer> {

    private static final Token TOKEN = new Token("bench", Long.MAX_VALUE);
    private static final int PORTION = 5_000;
    private static final long NO_NEW_CUT = 3_600;

    @Option(names = "--engine", defaultValue = "mysql", description = "mysql or mariadb (default: ${DEFAULT-VALUE}).")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("seed.json");

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--rows",
            defaultValue = "500000",
            description = "Rows of some 200 bytes (default: ${DEFAULT-VALUE}).")
    private int rows = 500_000;

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("understudy-seed-");
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            ServerBinaries binaries = Binaries.of(engine, stage);
            OrderSystem system = OrderSystem.start(stage, binaries, System.out::println);
            system.onlyServersAndLog(OrderSystem.STANDBY);
            Position before;
            try (Connection standby = system.database(OrderSystem.STANDBY).connect()) {
                before = Position.read(standby, system.engine(), Layout.CLUSTER).orElseThrow();
            }
            // The connector would take part of the two cores; nothing of what is made here is replayed.
            system.connect().kill();
            fill(system.database(OrderSystem.PRIMARY));
            copy(system, before, 4, "warm-up");
            for (int round = 1; round <= rounds; round++) {
                for (int sessions : List.of(1, 4)) {
                    double seconds = copy(system, before, sessions, "round " + round);
                    samples.add("seed.sessions-" + sessions + ".rows", "1/s", rows / seconds);
                }
            }
        }
        BenchReport result = new BenchReport("seed", engine, Machine.describe(), rounds, samples.figures(), List.of());
        result.write(report);
        System.out.println(result.table());
        return 0;
    }

    private double copy(OrderSystem system, Position before, int sessions, String what) throws SQLException {
        DatabaseServer source = system.database(OrderSystem.PRIMARY);
        DatabaseServer target = system.database(OrderSystem.STANDBY);
        Engine dialect = system.engine();
        try (Connection connection = open(dialect, target)) {
            dialect.suppressBinlog(connection);
            Seed.want(connection);
        }
        Seed.Opening toTarget = () -> open(dialect, target);
        SeedProgress progress = new SeedProgress();
        long start = System.nanoTime();
        try (LogReader reader = new LogReader(system.kafkaConfig().client(), Topics.changelog(Layout.CLUSTER))) {
            new Seed(
                            new Seed.Ground(
                                    dialect,
                                    Layout.CLUSTER,
                                    target.name(),
                                    system.kafkaConfig().client(),
                                    TOKEN,
                                    sessions,
                                    NO_NEW_CUT),
                            new Seed.Ends(() -> open(dialect, source), toTarget, toTarget),
                            progress)
                    .copy(new Seed.Start(
                            reader::end,
                            offset -> new Position(
                                    before.epoch(), before.connector(), offset, dialect.transactions(""), null)));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s, %d session(s): %.2f s; %s%n",
                what,
                sessions,
                seconds,
                progress.now().line());
        return seconds;
    }

    private void fill(DatabaseServer primary) throws SQLException {
        boolean mariadb = engine.equals("mariadb");
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = 0");
            statement.execute(
                    "SET SESSION " + (mariadb ? "max_recursive_iterations" : "cte_max_recursion_depth") + " = 1000000");
            statement.execute("CREATE DATABASE seeded");
            statement.execute("CREATE TABLE seeded.items (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, k INT NOT NULL,"
                    + " c CHAR(120) NOT NULL, pad CHAR(60) NOT NULL, total DECIMAL(12,2), at DATETIME(3), INDEX (k))");
            for (int from = 0; from < rows; from += PORTION) {
                statement.execute("INSERT INTO seeded.items (k, c, pad, total, at) WITH RECURSIVE s (n) AS (SELECT "
                        + (from + 1) + " UNION ALL SELECT n + 1 FROM s WHERE n < "
                        + Math.min(rows, from + PORTION) + ") SELECT n * 7919 % 1000003, SHA2(n, 256), MD5(n), n / 4,"
                        + " '2024-01-01' + INTERVAL n SECOND FROM s");
            }
        }
    }

    private static Connection open(Engine dialect, DatabaseServer server) throws SQLException {
        return DriverManager.getConnection(dialect.jdbcUrl("127.0.0.1", server.port()), server.account());
    }
}
