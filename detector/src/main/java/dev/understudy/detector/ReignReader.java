package dev.understudy.detector;

import dev.understudy.detector.verdict.Reigns;
import dev.understudy.events.Decoded;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.Topics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the kept routes and plans into {@link Reigns}; only what has changed is decoded. Not thread-safe. */
final class ReignReader {

    private static final Logger LOG = LoggerFactory.getLogger(ReignReader.class);

    private final Kept routes;
    private final Kept plans;
    private final Reigns reigns;
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

    ReignReader(
            ReadOnlyKeyValueStore<String, byte[]> routes,
            ReadOnlyKeyValueStore<String, byte[]> plans,
            Reigns reigns,
            Refusals refusals) {
        this.routes = Kept.of(routes);
        this.plans = Kept.of(plans);
        this.reigns = reigns;
        this.refusals = refusals;
    }

    void refresh(long now) {
        routes.changed(bytes -> takeRoute(bytes, now));
        plans.changed(bytes -> takePlan(bytes, now));
    }

    private void takeRoute(byte[] bytes, long now) {
        Decoded<Route> decoded = RecordCodec.ROUTES.decode(bytes);
        if (decoded instanceof Decoded.Value<Route> value) {
            Route route = value.value();
            if (reigns.take(route, now)) {
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
            reigns.take(value.value(), now);
        } else if (decoded instanceof Decoded.Refused<RecoveryStep> refused) {
            refusals.refuse(Topics.RECOVERIES, refused.reason(), now);
        }
    }
}
