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

    private final Kept routes;
    private final Kept plans;
    private final Kept maintenances;
    private final Circumstances circumstances;
    private final Refusals refusals;

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
            Refusals refusals) {
        this.routes = Kept.of(routes);
        this.plans = Kept.of(plans);
        this.maintenances = Kept.of(maintenances);
        this.circumstances = circumstances;
        this.refusals = refusals;
    }

    void refresh(long now) {
        routes.changed(bytes -> takeRoute(bytes, now));
        plans.changed(bytes -> takePlan(bytes, now));
        maintenances.changed(bytes -> takeMaintenance(bytes, now));
    }

    private void takeRoute(byte[] bytes, long now) {
        Decoded<Route> decoded = RecordCodec.ROUTES.decode(bytes);
        if (decoded instanceof Decoded.Value<Route> value) {
            Route route = value.value();
            if (circumstances.reigns().take(route, now)) {
                LOG.info("{}: epoch {}, {}, writer {}", route.cluster(), route.epoch(), route.state(), route.writer());
            } else {
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
