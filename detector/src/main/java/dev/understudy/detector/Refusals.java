package dev.understudy.detector;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts records that cannot be read, and logs each kind of refusal at most once a minute. Not thread-safe. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long QUIET = 60_000;
    /** Reasons come from outside; a sender of ever new ones must not fill the memory. */
    private static final int KINDS = 1_000;

    private final MeterRegistry metrics;
    private final Map<String, Kind> kinds = new HashMap<>();

    private record Kind(long loggedAt, long since) {}

    Refusals(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void refuse(String topic, String reason, long now) {
        metrics.counter("understudy.detector.refused", "topic", topic).increment();
        if (kinds.size() >= KINDS) {
            kinds.values().removeIf(kind -> now - kind.loggedAt() >= QUIET);
        }
        String key = topic + ": " + reason;
        Kind before = kinds.get(key);
        if (before != null && now - before.loggedAt() < QUIET) {
            kinds.put(key, new Kind(before.loggedAt(), before.since() + 1));
        } else if (before != null || kinds.size() < KINDS) {
            kinds.put(key, new Kind(now, 0));
            LOG.warn(
                    "a record of {} was refused and skipped: {}{}",
                    topic,
                    reason,
                    before == null || before.since() == 0 ? "" : " (and " + before.since() + " more in between)");
        }
    }
}
