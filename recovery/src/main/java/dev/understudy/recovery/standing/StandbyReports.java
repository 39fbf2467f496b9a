package dev.understudy.recovery.standing;

import dev.understudy.heartbeat.HeartbeatPublisher;
import dev.understudy.runtime.Background;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes how each standby stands, every second and at once when it changes, on a thread of its own. */
public final class StandbyReports implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyReports.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long EVERY_MILLIS = 1_000;

    private final String cluster;
    private final Supplier<Map<String, Sight>> sights;
    private final boolean compares;
    private final Consumer<String> compareSoon;
    private final HeartbeatPublisher publisher;
    private final Clock clock;
    private final String host = host();
    private final Map<String, Doubt> doubts = new ConcurrentHashMap<>();
    private final Map<String, Said> said = new HashMap<>();
    private final Background background;

    /** What was published of a node last. */
    private record Said(Sight sight, String doubt, long at, long lastGood) {}

    /**
     * @param sights what is seen of each standby now
     * @param compares whether standbys are compared with their primary in the background
     * @param compareSoon told of a standby that follows again after a trouble
     */
    public StandbyReports(
            String cluster,
            Supplier<Map<String, Sight>> sights,
            boolean compares,
            Consumer<String> compareSoon,
            HeartbeatPublisher publisher,
            Clock clock) {
        this.cluster = cluster;
        this.sights = sights;
        this.compares = compares;
        this.compareSoon = compareSoon;
        this.publisher = publisher;
        this.clock = clock;
        this.background = new Background("standby-reports", LOOK, this::round);
    }

    public StandbyReports start() {
        background.start();
        return this;
    }

    /** What is left of a standby's last trouble; empty for nothing. */
    public String doubt(String node) {
        return doubts.getOrDefault(node, Doubt.NONE).text();
    }

    @Override
    public void close() {
        background.close();
        publisher.close();
    }

    private void round() {
        try {
            sights.get().forEach(this::look);
        } catch (RuntimeException e) {
            LOG.warn("the standbys of {} cannot be told of: {}", cluster, e.getMessage());
        }
    }

    private void look(String node, Sight sight) {
        Instant now = clock.instant();
        Doubt before = doubts.getOrDefault(node, Doubt.NONE);
        Doubt doubt = before.next(sight, now, compares);
        doubts.put(node, doubt);
        if (doubt.beginsAfter(before)) {
            compareSoon.accept(node);
        }
        Said last = said.get(node);
        if (last == null || isDue(last, sight, doubt, now)) {
            publish(node, sight, doubt.text(), last == null ? 0 : last.lastGood(), now);
        }
    }

    private static boolean isDue(Said last, Sight sight, Doubt doubt, Instant now) {
        return !last.sight().looksLike(sight)
                || !last.doubt().equals(doubt.text())
                || now.toEpochMilli() - last.at() >= EVERY_MILLIS;
    }

    private void publish(String node, Sight sight, String doubt, long lastGood, Instant now) {
        long[] good = {lastGood};
        publisher.publish(node, stamp -> {
            Sight.Stamped stamped = new Sight.Stamped(stamp.writer(), stamp.sequence(), stamp.at(), lastGood);
            var report = sight.report(cluster, node, host, stamped, doubt, now);
            good[0] = report.isSound() ? stamp.sequence() : lastGood;
            return report;
        });
        said.put(node, new Said(sight, doubt, now.toEpochMilli(), good[0]));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
