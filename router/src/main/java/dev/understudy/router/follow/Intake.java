package dev.understudy.router.follow;

import dev.understudy.events.Decoded;
import dev.understudy.events.Fault;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.events.Topics;
import dev.understudy.router.routing.RouteTable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records into the table. Bad ones are counted, told once, and skipped; routes of a lower epoch are refused aloud.
 * One thread writes; the counts are read by any.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final LiveTable table;
    private final StoredRoutes stored;
    private final LongSupplier clock;
    private final Set<String> toldOnce = ConcurrentHashMap.newKeySet();
    private final AtomicLong outdated = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    /**
     * @param clock ms, monotonic
     */
    public Intake(LiveTable table, StoredRoutes stored, LongSupplier clock) {
        this.table = table;
        this.stored = stored;
        this.clock = clock;
    }

    /** Routes refused because their epoch is lower than one seen. */
    public long outdated() {
        return outdated.get();
    }

    /** Records that could not be read. */
    public long unreadable() {
        return unreadable.get();
    }

    /** Takes the stored routes in, before anything else. */
    public void restore() {
        for (Route route : stored.read()) {
            table.change(before -> before.with(route).orElse(before));
            LOG.info("{}: starts with the stored route of epoch {}", route.cluster(), route.epoch());
        }
    }

    public void route(byte @Nullable [] bytes) {
        if (bytes == null) {
            return;
        }
        Decoded<Route> decoded = RecordCodec.ROUTES.decode(bytes);
        if (decoded instanceof Decoded.Value<Route> value) {
            take(value.value());
        } else if (decoded instanceof Decoded.Refused<Route> refused) {
            refuse(Topics.ROUTES, refused.reason());
        }
    }

    public void fault(byte @Nullable [] bytes) {
        Decoded<Fault> decoded = RecordCodec.FAULTS.decode(bytes);
        if (decoded instanceof Decoded.Value<Fault> value) {
            Fault fault = value.value();
            LOG.info("{}: {} {} on {}: {}", fault.scope(), fault.kind(), fault.phase(), fault.node(), fault.reason());
            table.change(before -> before.with(fault, clock.getAsLong()));
        } else if (decoded instanceof Decoded.Refused<Fault> refused) {
            refuse(Topics.FAULTS, refused.reason());
        }
    }

    private void take(Route route) {
        RouteTable before = table.get();
        if (route.equals(before.routes().get(route.cluster()))) {
            return;
        }
        Optional<RouteTable> after = before.with(route);
        if (after.isEmpty()) {
            outdated.incrementAndGet();
            LOG.warn(
                    "{}: a route of epoch {} is refused: {} is in force",
                    route.cluster(),
                    route.epoch(),
                    before.epoch(route.cluster()));
            return;
        }
        // First the clients, then the disk: they wait for it.
        table.change(now -> now.with(route).orElse(now));
        LOG.info("{}: epoch {}, {}, writer {}", route.cluster(), route.epoch(), route.state(), route.writer());
        try {
            stored.write(route);
        } catch (IOException e) {
            LOG.warn("{}: the route could not be stored: {}", route.cluster(), e.toString());
        }
    }

    private void refuse(String topic, String reason) {
        unreadable.incrementAndGet();
        if (toldOnce.size() < 100 && toldOnce.add(topic + reason)) {
            LOG.warn("{}: a record is skipped: {} (told once)", topic, reason);
        }
    }
}
