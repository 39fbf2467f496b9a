package dev.understudy.agent.probe;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.understudy.agent.AgentConfig;
import dev.understudy.agent.Beat;
import dev.understudy.agent.Node;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.Sessions;
import dev.understudy.events.ObserverHealth;
import dev.understudy.events.Probe;
import dev.understudy.events.Sighting;
import dev.understudy.heartbeat.HeartbeatPublisher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Looks at all other nodes of the cluster, and publishes a sighting for each look. */
public final class Observers implements AutoCloseable {

    private final Node self;
    private final String name;
    private final HeartbeatPublisher publisher;
    private final Reigns reigns;
    private final Echo echo;
    private final Beat pulse;
    private final List<NodeObserver> observers = new ArrayList<>();
    private final Map<String, Boolean> failing = new ConcurrentHashMap<>();
    private volatile @Nullable Double echoMillis;

    /**
     * @param others how to log in to each other node
     */
    public Observers(
            Node self, AgentConfig config, Map<String, Sessions> others, HeartbeatPublisher publisher, Reigns reigns)
            throws IOException {
        this.self = self;
        this.name = "agent-" + self.name();
        this.publisher = publisher;
        this.reigns = reigns;
        this.echo = new Echo();
        this.pulse = Beat.start("pulse", config.interval(), () -> echoMillis = echo.measure());
        others.forEach((node, sessions) -> observers.add(
                new NodeObserver(node, sessions, config.interval(), config.probeTimeout(), this::publish)));
    }

    private void publish(String node, Probe probe, @Nullable Long answeredAgoMillis) {
        failing.put(node, probe.outcome() != Probe.Outcome.ANSWERED);
        int others = (int) failing.entrySet().stream()
                .filter(entry -> entry.getValue() && !entry.getKey().equals(node))
                .count();
        ObserverHealth health = health(others);
        publisher.publish(
                node,
                stamp -> new Sighting(
                        self.cluster(),
                        node,
                        name,
                        self.host(),
                        Sighting.Path.PROBE,
                        stamp.writer(),
                        stamp.sequence(),
                        stamp.at(),
                        reigns.get().highest(),
                        probe,
                        1,
                        answeredAgoMillis,
                        health));
    }

    private ObserverHealth health(int othersFailing) {
        Long used = null;
        Long allowed = null;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            used = unix.getOpenFileDescriptorCount();
            allowed = unix.getMaxFileDescriptorCount();
        }
        return new ObserverHealth(pulse.lagMillis(), echoMillis, used, allowed, othersFailing);
    }

    @Override
    public void close() throws IOException {
        observers.forEach(NodeObserver::close);
        pulse.close();
        echo.close();
    }
}
