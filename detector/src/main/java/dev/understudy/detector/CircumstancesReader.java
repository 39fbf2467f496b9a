package dev.understudy.detector;

import dev.understudy.detector.verdict.Circumstances;
import dev.understudy.events.Decoded;
import dev.understudy.events.Maintenance;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the kept routes, plans and maintenances into {@link Circumstances}; only what has changed is decoded. Not thread-safe. */
final class CircumstancesReader {

    private static final Logger LOG = LoggerFactory.getLogger(CircumstancesReader.class);
    /** What Kafka Streams fills from a topic without asking anybody is found by this. */
    private static final long LOOK_ANYWAY = 1_000;

    /** The routes of so many clusters are told one by one when they are first read: thousands of lines take seconds. */
    private static final long TOLD_EACH = 20;

    private final Kept routes;
    private final Kept plans;
    private final Kept maintenances;
    private final Circumstances circumstances;
    private final Refusals refusals;
    private final KeptChanges changes;
    private long seen = -1;
    private long lookedAt;

    /** A store, and what of it is known already. */
    private record Kept(ReadOnlyKeyValueStore<String, byte[]> store, Map<String, byte[]> known) {

        static Kept of(ReadOnlyKeyValueStore<String, byte[]> store) {
            return new Kept(store, new HashMap<>());
        }

        void changed(Consumer<byte[]> take) {
            try (KeyValueIterator<String, byte[]> all = store.all()) {
                while (all.hasNext()) {
                    KeyValue<String, byte[]> entry = all.next();
                    if (!Arrays.equals(known.put(entry.key, entry.value), entry.value)) {
                        take.accept(entry.value);
                    }
                }
            }
        }
    }

    CircumstancesReader(
            ReadOnlyKeyValueStore<String, byte[]> routes,
            ReadOnlyKeyValueStore<String, byte[]> plans,
            ReadOnlyKeyValueStore<String, byte[]> maintenances,
            Circumstances circumstances,
            Refusals refusals,
            KeptChanges changes) {
        this.routes = Kept.of(routes);
        this.plans = Kept.of(plans);
        this.maintenances = Kept.of(maintenances);
        this.circumstances = circumstances;
        this.refusals = refusals;
        this.changes = changes;
    }

    void refresh(long now) {
        long count = changes.count();
        if (count == seen && Math.abs(now - lookedAt) < LOOK_ANYWAY) {
            return;
        }
        boolean first = seen < 0;
        seen = count;
        lookedAt = now;
        long known = routes.store().approximateNumEntries();
        boolean each = !first || known <= TOLD_EACH;
        if (!each) {
            LOG.info("{} clusters have a route", known);
        }
        routes.changed(bytes -> takeRoute(bytes, each, now));
        plans.changed(bytes -> takePlan(bytes, now));
        maintenances.changed(bytes -> takeMaintenance(bytes, now));
    }

    private void takeRoute(byte[] bytes, boolean told, long now) {
        Decoded<Route> decoded = RecordCodec.ROUTES.decode(bytes);
        if (decoded instanceof Decoded.Value<Route> value) {
            Route route = value.value();
            boolean taken = circumstances.reigns().take(route, now);
            if (taken && told) {
                LOG.info("{}: epoch {}, {}, writer {}", route.cluster(), route.epoch(), route.state(), route.writer());
            } else if (!taken) {
                LOG.warn("{}: a route of the older epoch {} was not taken", route.cluster(), route.epoch());
            }
        } else if (decoded instanceof Decoded.Refused<Route> refused) {
            refusals.refuse(Topics.ROUTES, refused.reason(), now);
        }
    }

    private void takePlan(byte[] bytes, long now) {
        Decoded<RecoveryStep> decoded = RecordCodec.RECOVERIES.decode(bytes);
        if (decoded instanceof Decoded.Value<RecoveryStep> value) {
            circumstances.reigns().take(value.value(), now);
        } else if (decoded instanceof Decoded.Refused<RecoveryStep> refused) {
            refusals.refuse(Topics.RECOVERIES, refused.reason(), now);
        }
    }

    private void takeMaintenance(byte[] bytes, long now) {
        Decoded<Maintenance> decoded = RecordCodec.MAINTENANCE.decode(bytes);
        if (decoded instanceof Decoded.Value<Maintenance> value) {
            Maintenance word = value.value();
            circumstances.maintenances().take(word);
            if (word.isInForce(now)) {
                LOG.info("{} is in maintenance until {}", word.key(), Instant.ofEpochMilli(word.until()));
            }
        } else if (decoded instanceof Decoded.Refused<Maintenance> refused) {
            refusals.refuse(Topics.MAINTENANCE, refused.reason(), now);
        }
    }
}
