package dev.understudy.recovery.steps;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.replay.ChangelogReplay;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.replay.Target;
import dev.understudy.recovery.replay.Token;
import dev.understudy.recovery.server.Server;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The replays of this process, one for each standby. Thread-safe. */
public final class ChangelogReplays implements Replays, AutoCloseable {

    private static final int LANES = 4;

    private final Map<String, Object> kafka;
    private final String cluster;
    private final Engine engine;
    private final Token token;
    private final MeterRegistry metrics;
    private final Map<String, Replay> running = new ConcurrentHashMap<>();
    private final Set<String> measured = ConcurrentHashMap.newKeySet();

    public ChangelogReplays(
            Map<String, Object> kafka, String cluster, Engine engine, Token token, MeterRegistry metrics) {
        this.kafka = Map.copyOf(kafka);
        this.cluster = cluster;
        this.engine = engine;
        this.token = token;
        this.metrics = metrics;
    }

    @Override
    public void follow(Server server) {
        running.computeIfAbsent(server.node(), node -> {
            if (measured.add(node)) {
                Gauge.builder("understudy.replay.lag", this, replays -> replays.lag(node))
                        .tag("node", node)
                        .baseUnit("milliseconds")
                        .register(metrics);
            }
            return new ChangelogReplay(new Target(kafka, cluster, engine, node, server::openForReplay, token, LANES))
                    .start();
        });
    }

    @Override
    public Optional<Replay> of(String node) {
        return Optional.ofNullable(running.get(node));
    }

    @Override
    public void stop(String node) {
        Replay replay = running.remove(node);
        if (replay != null) {
            replay.close();
        }
    }

    @Override
    public void close() {
        running.keySet().forEach(this::stop);
    }

    private double lag(String node) {
        return of(node).map(replay -> (double) replay.progress().lagMillis()).orElse(Double.NaN);
    }
}
