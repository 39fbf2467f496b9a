package dev.understudy.bench.router;

import dev.understudy.bench.BenchFolder;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Binaries;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Programs;
import dev.understudy.bench.RelaxedServer;
import dev.understudy.bench.Samples;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run router}: what a proxy costs, in rounds in which the ways take turns at each load. */
@Command(
        name = "router",
        description = "Throughput, p99 and CPU of the router beside HAProxy and nginx: sysbench and wrk.")
public final class RouterBench implements Callable<Integer> {

    @Option(names = "--engine", defaultValue = "mysql", description = "mysql or mariadb (default: ${DEFAULT-VALUE}).")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("router.json");

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--seconds",
            defaultValue = "8",
            description = "For how long each way carries each load in a round (default: ${DEFAULT-VALUE}).")
    private int seconds = 8;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description =
                    "Seconds of each load that each way sees before anything is measured (default: ${DEFAULT-VALUE}).")
    private int warmUp = 10;

    @Option(names = "--loads", split = ",", paramLabel = "LOAD", description = "Which loads, by name (default: all).")
    private Set<String> loads = Set.of();

    private final Samples samples = new Samples();
    private final Contest contest = new Contest(samples);

    @Override
    public Integer call() throws Exception {
        Programs.require("sysbench", "sysbench");
        Programs.require("wrk", "wrk");
        BenchFolder.run("router", this::measure);
        BenchReport result =
                new BenchReport("router", engine, Machine.describe(), rounds, samples.figures(), contest.goals());
        result.write(report);
        System.out.println(result.table());
        return 0;
    }

    private void measure(Stage stage) throws Exception {
        DatabaseServer server =
                RelaxedServer.start(stage, Binaries.of(engine, stage), "database", 1, List.of("max-connections=500"));
        List<Sysbench> sysbench =
                Sysbench.all(server.rootPasswordFile(), stage.folder().path());
        List<Workload> workloads = workloads(sysbench);
        prepare(server, sysbench.get(0), stage.folder().log("sysbench-prepare"));
        try (Proxies proxies = new Proxies(stage, engine, server.port())) {
            measure(stage, workloads, List.of(proxies.direct(), proxies.haproxy(), proxies.nginx(), proxies.ours()));
        }
    }

    private void measure(Stage stage, List<Workload> workloads, List<Way> ways) throws Exception {
        for (Workload workload : workloads) {
            System.out.println("warming up: " + workload.name());
            for (Way way : ways) {
                workload.play(way, Duration.ofSeconds(warmUp), stage.folder().log("warm-up-" + way.name()));
            }
        }
        for (int round = 1; round <= rounds; round++) {
            List<Way> order = new ArrayList<>(ways);
            Collections.rotate(order, round);
            for (Workload workload : workloads) {
                for (Way way : order) {
                    play(workload, way, round, stage.folder().log(workload.name() + "-" + way.name() + "-" + round));
                }
            }
            contest.endRound();
        }
    }

    private void play(Workload workload, Way way, int round, Path log) throws Exception {
        double before = way.cpu();
        Workload.Outcome outcome = workload.play(way, Duration.ofSeconds(seconds), log);
        double cpu = way.cpu() - before;
        contest.add(workload.name(), way.name(), outcome, cpu);
        System.out.printf(
                "round %d %-16s %-8s %9.0f/s  p99 %7.2f ms  cpu %6.2f s%n",
                round, workload.name(), way.name(), outcome.perSecond(), outcome.p99(), cpu);
    }

    /**
     * @throws IllegalArgumentException where one is asked for that there is not
     */
    private List<Workload> workloads(List<Sysbench> sysbench) {
        List<Workload> all = new ArrayList<>(sysbench);
        all.addAll(Wrk.all());
        List<String> names = all.stream().map(Workload::name).toList();
        if (!names.containsAll(loads)) {
            throw new IllegalArgumentException("--loads: there are " + String.join(", ", names));
        }
        return loads.isEmpty()
                ? all
                : all.stream().filter(load -> loads.contains(load.name())).toList();
    }

    private static void prepare(DatabaseServer server, Sysbench sysbench, Path log)
            throws SQLException, IOException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE sbtest");
        }
        int status = new ProcessBuilder(sysbench.prepare(server.port()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(
                    "sysbench could not prepare its tables, status " + status + "; it says why in " + log);
        }
    }
}
