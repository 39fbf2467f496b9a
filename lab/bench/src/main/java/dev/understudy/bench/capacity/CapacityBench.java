package dev.understudy.bench.capacity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.bench.BenchFolder;
import dev.understudy.bench.BenchReport;
import dev.understudy.bench.FirstRoute;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Machine;
import dev.understudy.bench.ProcessMemory;
import dev.understudy.bench.Samples;
import dev.understudy.events.Route;
import dev.understudy.stage.KafkaCluster;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run capacity}: idle connections through a router, and clients that it holds, and the memory of both. */
@Command(name = "capacity", description = "The router's memory with many idle connections and many clients that wait.")
public final class CapacityBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVED = "served";
    private static final String HELD = "held";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("capacity.json");

    @Option(
            names = "--idle",
            defaultValue = "9000",
            description = "Connections through the router, two descriptors each (default: ${DEFAULT-VALUE}).")
    private int idle = 9_000;

    @Option(names = "--waiting", defaultValue = "15000", description = "Clients held (default: ${DEFAULT-VALUE}).")
    private int waiting = 15_000;

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws Exception {
        BenchFolder.run("capacity", this::measure);
        List<Goal> goals = List.of(
                Goal.atMost(samples.figure("capacity.idle.memory"), 512),
                Goal.atMost(samples.figure("capacity.waiting.memory"), 512));
        BenchReport result = new BenchReport("capacity", "none", Machine.describe(), 1, samples.figures(), goals);
        result.write(report);
        System.out.println(result.table());
        return 0;
    }

    private void measure(Stage stage) throws Exception {
        KafkaCluster kafka = KafkaCluster.start(stage, new KafkaCluster.Options("kafka", 1, List.of()));
        try (Greeter server = Greeter.start();
                Crowd crowd = new Crowd()) {
            new FirstRoute(SERVED, "served-a", server.port()).publish(kafka);
            new FirstRoute(HELD, "held-a", server.port(), Route.State.HOLDING).publish(kafka);
            int served = stage.freePort();
            int held = stage.freePort();
            ServiceChild router = router(stage, kafka, server.port(), served, held);
            router.start();
            samples.add("capacity.start.memory", "MB", ProcessMemory.megabytes(router.pid()));

            crowd.join(served, idle);
            crowd.awaitGreetings(PATIENCE);
            await(router, "active", idle);
            note(router, "idle", crowd.size());
            crowd.close();
            await(router, "active", 0);

            crowd.join(held, waiting);
            await(router, "held", waiting);
            crowd.requireSilence();
            note(router, "waiting", crowd.size());
        }
    }

    private void note(ServiceChild router, String what, int clients) throws IOException {
        double now = ProcessMemory.megabytes(router.pid());
        samples.add("capacity." + what + ".clients", "count", clients);
        samples.add("capacity." + what + ".memory", "MB", now);
        System.out.printf("%d %s: %.0f MB resident%n", clients, what, now);
    }

    /** Until the router says of its listeners together what it should. */
    private static void await(ServiceChild router, String figure, long wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long found = sum(router, figure);
        while (found != wanted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the router says that " + found + " are " + figure + ", not " + wanted);
            }
            Thread.sleep(100);
            found = sum(router, figure);
        }
    }

    private static long sum(ServiceChild router, String figure) throws IOException {
        JsonNode stats = JsonMapper.builder()
                .build()
                .readTree(URI.create(router.url() + "/stats").toURL());
        long sum = 0;
        for (JsonNode listener : stats.path("listeners")) {
            sum += listener.path(figure).asLong();
        }
        return sum;
    }

    private ServiceChild router(Stage stage, KafkaCluster kafka, int database, int served, int held)
            throws IOException {
        int http = stage.freePort();
        String cluster = """
                  %1$s:
                    engine: mysql
                    primary: %1$s-a
                    connect: http://127.0.0.1:1
                    nodes: {%1$s-a: {address: "127.0.0.1:%2$d"}}
                    accounts:
                      recovery: {user: nobody, passwordFile: none}
                      agent: {user: nobody, passwordFile: none}
                      fence: {user: nobody, passwordFile: none}
                      connector: {user: nobody, passwordFile: none}
                """;
        Path file = Files.writeString(
                stage.folder().etc("router.yaml"),
                "kafka: {bootstrap: \"" + kafka.bootstrap() + "\"}\nclusters:\n" + cluster.formatted(SERVED, database)
                        + cluster.formatted(HELD, database)
                        + """
                router:
                  http: {port: %d}
                  stateDir: %s
                  hold: {time: 10m, connections: %d}
                  listeners:
                    - {name: served, port: %d, cluster: %s, role: writer}
                    - {name: held, port: %d, cluster: %s, role: writer}
                """.formatted(http, stage.folder().data("router"), waiting, served, SERVED, held, HELD));
        return new ServiceChild(stage, new ServiceChild.Options("router", "router", file, List.of(), http));
    }
}
