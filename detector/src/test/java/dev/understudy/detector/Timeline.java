package dev.understudy.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Maintenance;
import dev.understudy.events.ObserverHealth;
import dev.understudy.events.Probe;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.Route;
import dev.understudy.events.Sighting;
import dev.understudy.events.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/**
 * A cluster told as a timeline: {@code at(5_000).agent("orders-a").process(ENDED)}. Each reporter repeats its newest word
 * every 200 ms and says a new one at once, as the real ones do, until it is muted. Times are ms since the start.
 */
final class Timeline implements AutoCloseable {

    static final long EPOCH_START = 1_800_000_000_000L;
    private static final long STEP = 10;
    private static final long EVERY = 200;

    final Map<String, Reporter> reporters = new LinkedHashMap<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> heartbeats;
    private final TestInputTopic<String, byte[]> routes;
    private final TestInputTopic<String, byte[]> recoveries;
    private final TestInputTopic<String, byte[]> maintenances;
    private final TestOutputTopic<String, byte[]> output;
    private final Beholders beholders = new Beholders(metrics);
    private final KeptChanges changes = new KeptChanges();
    private final List<Fault> faults = new ArrayList<>();
    private long now;
    private boolean awake = true;
    private boolean messenger = true;
    private long pausedAt;
    private final List<Runnable> held = new ArrayList<>();

    private Timeline(DetectorConfig config, long startedAt, Path stateDir) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        now = startedAt;
        driver = new TopologyTestDriver(
                DetectorTopology.of(
                        () -> new NodeJudge(config, Set.of("orders"), beholders, changes), config.history(), changes),
                properties,
                Instant.ofEpochMilli(EPOCH_START + startedAt));
        heartbeats = driver.createInputTopic(Topics.HEARTBEATS, new StringSerializer(), new ByteArraySerializer());
        routes = driver.createInputTopic(Topics.ROUTES, new StringSerializer(), new ByteArraySerializer());
        recoveries = driver.createInputTopic(Topics.RECOVERIES, new StringSerializer(), new ByteArraySerializer());
        maintenances = driver.createInputTopic(Topics.MAINTENANCE, new StringSerializer(), new ByteArraySerializer());
        output = driver.createOutputTopic(Topics.FAULTS, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** An empty stage. */
    static Timeline bare(DetectorConfig config) {
        return new Timeline(config, 0, tmp());
    }

    /** {@code orders-a} writes in epoch 1, {@code orders-b} stands by, all on one machine, all well, the grace is over. */
    static Timeline healthy() {
        return healthy(Configs.onOneHost());
    }

    static Timeline healthy(DetectorConfig config) {
        Timeline timeline = bare(config);
        timeline.route(1, "orders-a");
        timeline.agent("orders-a").running(1, "boot-a1");
        timeline.agent("orders-b").running(2, "boot-b1");
        timeline.probe("orders-b", "orders-a").sees(Probe.Outcome.ANSWERED);
        timeline.probe("orders-a", "orders-b").sees(Probe.Outcome.ANSWERED);
        timeline.router("orders-a").sees(Probe.Outcome.ANSWERED);
        timeline.router("orders-b").sees(Probe.Outcome.ANSWERED);
        timeline.instance("order-1").reports();
        timeline.instance("order-2").reports();
        timeline.traffic("order-service", "order-1").sees(Probe.Outcome.ANSWERED);
        timeline.traffic("order-service", "order-2").sees(Probe.Outcome.ANSWERED);
        timeline.at(4_000).expectNothing();
        return timeline;
    }

    /** Lets time pass, with all that happens meanwhile. */
    Timeline at(long time) {
        assertThat(time).as("time goes forward").isGreaterThanOrEqualTo(now);
        while (now < time) {
            long step = Math.min(STEP, time - now);
            now += step;
            if (awake) {
                driver.advanceWallClockTime(Duration.ofMillis(step));
            }
            reporters.values().forEach(reporter -> reporter.tick(now));
            collect();
        }
        return this;
    }

    /** The detector stands still until {@link #wake}; what is sent meanwhile waits for it. */
    Timeline pause() {
        awake = false;
        pausedAt = now;
        return this;
    }

    /** It goes on: it notices the time, and then reads. */
    Timeline wake() {
        awake = true;
        driver.advanceWallClockTime(Duration.ofMillis(now - pausedAt));
        return deliver();
    }

    /** Kafka takes everything and hands nothing on until {@link #messengerBack}. */
    Timeline messengerGone() {
        messenger = false;
        return this;
    }

    /** All that was sent meanwhile arrives in a burst. */
    Timeline messengerBack() {
        messenger = true;
        return deliver();
    }

    Timeline messengerBackWithNothing() {
        held.clear();
        return messengerBack();
    }

    private Timeline deliver() {
        List<Runnable> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(Runnable::run);
        collect();
        return this;
    }

    Timeline route(long epoch, String writer) {
        return route(epoch, writer, Route.State.SERVING);
    }

    /** Recovery has come to a step of a plan. */
    Timeline plan(long epoch, String step, RecoveryStep.State state) {
        RecoveryStep record = new RecoveryStep(
                "orders", "order/1", Plan.FAIL_OVER, new Epoch(epoch), "r", 1, step, state, now, "", Map.of());
        pipe(recoveries, "orders", RecordCodec.RECOVERIES.encode(record));
        return this;
    }

    Timeline route(long epoch, String writer, Route.State state) {
        Route route = new Route(
                "orders",
                new Epoch(epoch),
                state,
                writer,
                List.of(writer),
                Map.of(writer, new Address("127.0.0.1", 3306)),
                "",
                now,
                "");
        return rawRoute("orders", RecordCodec.ROUTES.encode(route));
    }

    /** A person works on a node of the cluster until then. */
    Timeline maintenance(String node, long until) {
        Maintenance word =
                new Maintenance("orders", node, EPOCH_START + until, EPOCH_START + now, "anna", "a new disk");
        return rawMaintenance(word.key(), RecordCodec.MAINTENANCE.encode(word));
    }

    Timeline rawMaintenance(String key, byte @Nullable [] bytes) {
        pipe(maintenances, key, bytes);
        return this;
    }

    Timeline rawRoute(String key, byte @Nullable [] bytes) {
        pipe(routes, key, bytes);
        return this;
    }

    Timeline rawHeartbeat(byte @Nullable [] bytes) {
        pipe(heartbeats, "orders-a", bytes);
        collect();
        return this;
    }

    @SuppressWarnings("NullAway") // a record may have no value, whatever the driver's signature says
    private static void pipe(TestInputTopic<String, byte[]> topic, String key, byte @Nullable [] bytes) {
        topic.pipeInput(key, bytes);
    }

    void send(String key, byte[] bytes) {
        if (awake && messenger) {
            heartbeats.pipeInput(key, bytes, EPOCH_START + now);
            collect();
        } else {
            held.add(() -> heartbeats.pipeInput(key, bytes, EPOCH_START + now));
        }
    }

    Reporter agent(String node) {
        return reporter("agent-" + node, "orders", node, null);
    }

    Reporter instance(String node) {
        return reporter(node, "order-service", node, null);
    }

    Reporter router(String node) {
        return traffic("orders", node);
    }

    Reporter traffic(String scope, String node) {
        return reporter("router-1", scope, node, Sighting.Path.TRAFFIC);
    }

    Reporter probe(String byAgentOf, String node) {
        return reporter("agent-" + byAgentOf, "orders", node, Sighting.Path.PROBE);
    }

    private Reporter reporter(String who, String scope, String node, Sighting.@Nullable Path path) {
        return reporters.computeIfAbsent(
                who + (path == null ? " of itself" : " of " + node + " by " + path),
                name -> new Reporter(this, who, scope, node, path));
    }

    long now() {
        return now;
    }

    List<Fault> faults() {
        return faults;
    }

    Beholders beholders() {
        return beholders;
    }

    Fault last() {
        assertThat(faults).as("a verdict was given").isNotEmpty();
        return faults.get(faults.size() - 1);
    }

    Timeline expect(Fault.Phase phase, FaultKind kind, String node) {
        assertThat(last()).as("at %d, of %s", now, summary()).satisfies(fault -> {
            assertThat(fault.phase()).isEqualTo(phase);
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.node()).isEqualTo(node);
        });
        return this;
    }

    Timeline expectNothing() {
        assertThat(summary()).as("verdicts until %d", now).isEmpty();
        return this;
    }

    Timeline expectExactly(String... verdicts) {
        assertThat(summary()).as("verdicts until %d", now).containsExactly(verdicts);
        return this;
    }

    /** {@code SUSPECTED PRIMARY_DOWN orders-a}. */
    List<String> summary() {
        return faults.stream()
                .map(fault -> fault.phase() + " " + fault.kind() + " " + fault.node())
                .toList();
    }

    private void collect() {
        output.readKeyValuesToList().forEach(record -> {
            Decoded<Fault> decoded = RecordCodec.FAULTS.decode(record.value);
            assertThat(decoded).isInstanceOf(Decoded.Value.class);
            Fault fault = ((Decoded.Value<Fault>) decoded).value();
            assertThat(record.key).isEqualTo(fault.scope());
            faults.add(fault);
        });
    }

    private static Path tmp() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "detector-test-" + ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        driver.close();
    }

    /** A good observer. */
    static ObserverHealth prompt() {
        return new ObserverHealth(2.0, 1.0, 50L, 20_000L, 0);
    }

    static long every() {
        return EVERY;
    }
}
