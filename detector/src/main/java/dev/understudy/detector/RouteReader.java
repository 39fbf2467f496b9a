package dev.understudy.detector;

import dev.understudy.detector.verdict.Reigns;
import dev.understudy.events.Decoded;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the kept routes into {@link Reigns}; only what has changed is decoded. Not thread-safe. */
final class RouteReader {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReader.class);

    private final ReadOnlyKeyValueStore<String, byte[]> routes;
    private final Reigns reigns;
    private final Refusals refusals;
    private final Map<String, byte[]> known = new HashMap<>();

    RouteReader(ReadOnlyKeyValueStore<String, byte[]> routes, Reigns reigns, Refusals refusals) {
        this.routes = routes;
        this.reigns = reigns;
        this.refusals = refusals;
    }

    void refresh(long now) {
        try (KeyValueIterator<String, byte[]> all = routes.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (!Arrays.equals(known.put(entry.key, entry.value), entry.value)) {
                    take(entry.value, now);
                }
            }
        }
    }

    private void take(byte[] bytes, long now) {
        Decoded<Route> decoded = RecordCodec.ROUTES.decode(bytes);
        if (decoded instanceof Decoded.Value<Route> value) {
            Route route = value.value();
            if (reigns.take(route)) {
                LOG.info("{}: epoch {}, {}, writer {}", route.cluster(), route.epoch(), route.state(), route.writer());
            } else {
                LOG.warn("{}: a route of the older epoch {} was not taken", route.cluster(), route.epoch());
            }
        } else if (decoded instanceof Decoded.Refused<Route> refused) {
            refusals.refuse(dev.understudy.events.Topics.ROUTES, refused.reason(), now);
        }
    }
}
