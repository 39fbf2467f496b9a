package dev.understudy.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Binaries;
import dev.understudy.bench.Figure;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Machine;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.cli.quickstart.RouterStats;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run drill}: the writer is killed again and again under load, and every acknowledged row is looked for. */
@Command(name = "drill", description = "Kills the writer again and again under load; counts what is lost.")
public final class DrillBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(3);

    @Option(names = "--engine", defaultValue = "mysql", description = "mysql or mariadb (default: ${DEFAULT-VALUE}).")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("drill.json");

    @Option(names = "--kills", defaultValue = "20", description = "How often (default: ${DEFAULT-VALUE}).")
    private int kills = 20;

    @Option(names = "--rate", defaultValue = "1000", description = "Transactions a second (default: ${DEFAULT-VALUE}).")
    private int rate = 1000;

    @Option(names = "--clients", defaultValue = "16", description = "Who commit them (default: ${DEFAULT-VALUE}).")
    private int clients = 16;

    private final AtomicLong nextId = new AtomicLong(1);
    private final List<Long> acknowledged = new ArrayList<>();
    private final List<Double> outages = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> lost = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("understudy-drill-");
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            ServerBinaries binaries = Binaries.of(engine, stage);
            OrderSystem system = OrderSystem.start(stage, binaries, System.out::println);
            RecoveryClient recovery = RecoveryClient.of(Configuration.read(system.configuration("recovery"), Map.of()));
            String standby = OrderSystem.STANDBY;
            await(recovery, standby + " follows", state -> follows(state, standby));
            run(system, OrderSystem.PRIMARY, "CREATE TABLE shop.drill (id BIGINT PRIMARY KEY, filler VARCHAR(40))");
            String password = Files.readString(
                            system.folder().resolve("secrets").resolve("application"))
                    .strip();
            RouterStats before = RouterStats.read(system.service("router"));
            for (int kill = 1; kill <= kills; kill++) {
                round(kill, system, recovery, password);
            }
            double refused =
                    RouterStats.read(system.service("router")).minus(before).refused();
            finish(refused);
        }
        return lost.stream().mapToDouble(Double::doubleValue).sum() == 0 ? 0 : 1;
    }

    private void round(int number, OrderSystem system, RecoveryClient recovery, String password) throws Exception {
        JsonNode state = recovery.cluster(Layout.CLUSTER);
        String writer = state.path("writer").asText();
        long epoch = state.path("epoch").asLong();
        DatabaseServer victim = system.database(writer);
        Writers writers = Writers.start(system.writePort(), password, clients, rate, nextId);
        Thread.sleep(WARM_UP.toMillis());
        long warm = writers.acknowledged();
        Thread.sleep(BEFORE.toMillis());
        rates.add((writers.acknowledged() - warm) / (BEFORE.toMillis() / 1e3));
        victim.kill();
        await(
                recovery,
                "another node serves",
                now -> now.path("epoch").asLong() > epoch
                        && now.path("handedOver").asBoolean());
        Thread.sleep(AFTER.toMillis());
        Writers.Result result = writers.stop(PATIENCE);
        acknowledged.addAll(result.acknowledged());
        outages.add(result.outageMillis());
        String now = recovery.cluster(Layout.CLUSTER).path("writer").asText();
        List<Long> missing = missing(system.database(now));
        lost.add((double) missing.size());
        System.out.printf(
                "kill %d of %s: out for %.0f ms at %.0f transactions a second, %d acknowledged so far, %d unknown, %d lost%s%n",
                number,
                writer,
                result.outageMillis(),
                rates.get(rates.size() - 1),
                acknowledged.size(),
                result.unknown(),
                missing.size(),
                missing.isEmpty() ? "" : ", the first " + missing.subList(0, Math.min(5, missing.size())));
        victim.start();
        await(recovery, writer + " follows again", then -> follows(then, writer));
    }

    /** The acknowledged rows, of this round and all before, that the writer does not hold. */
    private List<Long> missing(DatabaseServer server) throws SQLException {
        boolean[] there = new boolean[(int) nextId.get()];
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM shop.drill")) {
            while (rows.next()) {
                there[(int) rows.getLong(1)] = true;
            }
        }
        return acknowledged.stream().filter(id -> !there[id.intValue()]).toList();
    }

    private void finish(double refused) throws Exception {
        List<Figure> figures = List.of(
                figure("drill.kill.outage", "ms", outages),
                figure("drill.rate", "1/s", rates),
                Figure.of("drill.acknowledged", "count", acknowledged.size()),
                Figure.of(
                        "drill.lost",
                        "count",
                        lost.stream().mapToDouble(Double::doubleValue).max().orElse(0)),
                Figure.of("drill.refused", "count", refused));
        List<Goal> goals = List.of(
                Goal.atMost(figures.get(3), 0),
                Goal.atMost(figures.get(4), 0),
                Goal.atLeast(figures.get(1), rate * 0.95));
        BenchReport result = new BenchReport("drill", engine, Machine.describe(), kills, figures, goals);
        result.write(report);
        System.out.println(result.table());
    }

    private static Figure figure(String name, String unit, List<Double> samples) {
        return Figure.of(
                name, unit, samples.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static boolean follows(JsonNode state, String node) {
        return state.path("standbys").path(node).path("state").asText().equals("FOLLOWING")
                && state.path("handedOver").asBoolean();
    }

    private static void run(OrderSystem system, String node, String sql) throws SQLException {
        try (Connection connection = system.database(node).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(RecoveryClient recovery, String what, Predicate<JsonNode> condition)
            throws InterruptedException {
        Optional<JsonNode> last = Optional.empty();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode state = recovery.cluster(Layout.CLUSTER);
            if (condition.test(state)) {
                return;
            }
            last = Optional.of(state);
            Thread.sleep(50);
        }
        throw new IllegalStateException("after " + PATIENCE.toSeconds() + " s it is still not true that " + what
                + "; recovery says: " + last.map(JsonNode::toString).orElse("nothing"));
    }
}
