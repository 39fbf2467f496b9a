package dev.understudy.bench.failover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Machine;
import dev.understudy.bench.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run failover}: kill and hang, interleaved with the floor, then a healthy run under full load. */
@Command(name = "failover", description = "Write outage at kill and hang, beside HAProxy's detection alone.")
public final class FailoverBench implements Callable<Integer> {

    @Option(names = "--engine", defaultValue = "mysql", description = "mysql or mariadb (default: ${DEFAULT-VALUE}).")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("failover.json");

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds of each kind (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--healthy",
            defaultValue = "10m",
            description = "How long the healthy run under load takes; 0s leaves it out (default: ${DEFAULT-VALUE}).")
    private String healthy = "10m";

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws Exception {
        Optional<HaproxyFloor> floor = HaproxyFloor.find(engine);
        if (floor.isEmpty()) {
            System.out.println("haproxy is not installed: no floor is measured (Debian's package is haproxy)");
        }
        for (int round = 1; round <= rounds; round++) {
            for (String fault : List.of("kill", "hang")) {
                JsonNode run = Quickstart.run(engine, fault, "zero-loss", "10s");
                double outage = run.path("writeOutageMs").asDouble();
                samples.add("failover." + fault + ".outage", "ms", outage);
                samples.add(
                        "failover." + fault + ".worst-client",
                        "ms",
                        run.path("worstClientMs").asDouble());
                samples.add(
                        "failover." + fault + ".lost",
                        "count",
                        run.at("/orders/lost").asDouble());
                samples.add(
                        "failover." + fault + ".refused",
                        "count",
                        run.at("/connections/refused").asDouble());
                System.out.printf("round %d %s: %.0f ms%n", round, fault, outage);
                double asynchronous = Quickstart.run(engine, fault, "asynchronous", "10s")
                        .path("writeOutageMs")
                        .asDouble();
                samples.add("failover." + fault + ".asynchronous.outage", "ms", asynchronous);
                System.out.printf("round %d %s, asynchronous: %.0f ms%n", round, fault, asynchronous);
                if (floor.isPresent()) {
                    double bare = floor.get().outageMillis(fault);
                    samples.add("failover." + fault + ".haproxy-floor", "ms", bare);
                    System.out.printf("round %d %s, floor: %.0f ms%n", round, fault, bare);
                }
            }
        }
        if (!healthy.equals("0s")) {
            JsonNode run = Quickstart.runUnderFullLoad(engine, healthy);
            double failOvers =
                    run.at("/epoch/after").asDouble() - run.at("/epoch/before").asDouble();
            samples.add("failover.healthy.false-fail-overs", "count", failOvers);
            samples.add(
                    "failover.healthy.refused",
                    "count",
                    run.at("/connections/refused").asDouble());
        }
        BenchReport result =
                new BenchReport("failover", engine, Machine.describe(), rounds, samples.figures(), goals());
        result.write(report);
        System.out.println(result.table());
        return 0;
    }

    private List<Goal> goals() {
        List<Goal> goals = new ArrayList<>(List.of(
                Goal.atMost(samples.figure("failover.kill.outage"), 500),
                Goal.atMost(samples.figure("failover.hang.outage"), 1300),
                Goal.atMost(samples.figure("failover.kill.asynchronous.outage"), 1000),
                Goal.atMost(samples.figure("failover.hang.asynchronous.outage"), 2500),
                Goal.atMost(samples.figure("failover.kill.refused"), 0),
                Goal.atMost(samples.figure("failover.hang.refused"), 0)));
        if (samples.has("failover.healthy.false-fail-overs")) {
            goals.add(Goal.atMost(samples.figure("failover.healthy.false-fail-overs"), 0));
        }
        return goals;
    }
}
