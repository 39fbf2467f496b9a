package dev.understudy.detector;

import dev.understudy.detector.watch.NodeView;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Topics;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.ServiceProcess.Health;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import dev.understudy.runtime.config.KafkaConfig;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a detector. It touches Kafka and nothing else. */
public final class DetectorMain {

    private static final Logger LOG = LoggerFactory.getLogger(DetectorMain.class);
    private static final List<String> TOPICS =
            List.of(Topics.HEARTBEATS, Topics.ROUTES, Topics.RECOVERIES, Topics.MAINTENANCE, Topics.FAULTS);

    private DetectorMain() {}

    /**
     * Runs until the process is asked to end.
     *
     * @return the exit status
     * @throws ConfigurationException where the configuration cannot be used, or no broker answers in time
     */
    public static int run(Configuration configuration) {
        DetectorConfig config = configuration.optional("detector", DetectorConfig.class);
        KafkaConfig kafka = configuration.kafka();
        Set<String> clusters = configuration.clusters().keySet();
        AtomicReference<@Nullable Beholders> seen = new AtomicReference<>();
        AtomicReference<String> described = new AtomicReference<>("");
        AtomicBoolean stopped = new AtomicBoolean();
        try (ServiceProcess process =
                ServiceProcess.start("detector", config.http(), http -> endpoints(http, described, seen))) {
            process.own(() -> stopped.set(true));
            Beholders beholders = new Beholders(process.metrics());
            seen.set(beholders);
            KeptChanges changes = new KeptChanges();
            Topology topology = DetectorTopology.of(
                    () -> new NodeJudge(config, clusters, beholders, changes), config.history(), changes);
            described.set(topology.describe().toString());
            DetectorStreams streams = process.own(new DetectorStreams(
                    topology,
                    StreamsSettings.of(config, kafka),
                    new DetectorClients(config.history()),
                    process.metrics(),
                    process::stop));
            process.readyWhen("streams", streams::health);
            process.readyWhen("judgement", () -> new Health(beholders.judging(), beholders.confidence()));
            KafkaReadiness readiness = new KafkaReadiness(kafka, stopped::get);
            readiness.awaitBroker(config.patience());
            readiness.awaitTopics(TOPICS);
            Rehearsal.play(config.limits(), ServerProcess.State.ENDED);
            Rehearsal.play(config.limits(), ServerProcess.State.STOPPED);
            LOG.info("{} reads {} and judges{}", config.name(), Topics.HEARTBEATS, config.shadow() ? " in shadow" : "");
            streams.start();
            return process.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void endpoints(
            Javalin http, AtomicReference<String> described, AtomicReference<@Nullable Beholders> seen) {
        http.get("/topology", context -> context.contentType("text/plain").result(described.get()));
        http.get("/nodes", context -> nodes(context, seen.get()));
    }

    private static void nodes(Context context, @Nullable Beholders beholders) {
        List<NodeView> nodes = beholders == null
                ? List.of()
                : beholders.nodes().stream()
                        .sorted(Comparator.comparing(NodeView::scope).thenComparing(NodeView::node))
                        .toList();
        context.json(Map.of(
                "judging",
                beholders != null && beholders.judging(),
                "confidence",
                beholders == null ? "starting" : beholders.confidence(),
                "nodes",
                nodes));
    }
}
