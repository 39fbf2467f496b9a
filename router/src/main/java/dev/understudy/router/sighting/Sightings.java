package dev.understudy.router.sighting;

import dev.understudy.events.Epoch;
import dev.understudy.events.Sighting;
import dev.understudy.heartbeat.HeartbeatPublisher;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Member;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Tells what the watches see to {@code understudy.heartbeats}. Thread-safe. */
public final class Sightings implements AutoCloseable {

    private static final long TICK_MILLIS = 50;

    private final Observer observer;
    private final HeartbeatPublisher publisher;
    private final Function<String, Epoch> epochs;
    private final LongSupplier clock;
    private final SelfHealth health;
    private final NodeWatches watches;
    private volatile boolean closed;

    /**
     * Who looks.
     *
     * @param name the router's name
     * @param host the router's machine
     */
    public record Observer(String name, String host) {}

    private Sightings(
            Observer observer,
            HeartbeatPublisher publisher,
            Function<String, Epoch> epochs,
            LongSupplier clock,
            SelfHealth health) {
        this.observer = observer;
        this.publisher = publisher;
        this.epochs = epochs;
        this.clock = clock;
        this.health = health;
        this.watches = new NodeWatches(this::tell);
    }

    /**
     * @param epochs the highest epoch seen of a cluster
     * @param clock ms, monotonic
     */
    public static Sightings start(
            Observer observer,
            HeartbeatPublisher publisher,
            Function<String, Epoch> epochs,
            LongSupplier clock,
            Transport transport)
            throws InterruptedException {
        Sightings sightings = new Sightings(observer, publisher, epochs, clock, SelfHealth.start(transport));
        transport.next().scheduleAtFixedRate(sightings::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return sightings;
    }

    public NodeWatches watches() {
        return watches;
    }

    private void tick() {
        if (!closed) {
            watches.tick(clock.getAsLong());
        }
    }

    private void tell(Member member, Seen seen) {
        publisher.publish(
                member.node(),
                stamp -> new Sighting(
                        member.scope(),
                        member.node(),
                        observer.name(),
                        observer.host(),
                        Sighting.Path.TRAFFIC,
                        stamp.writer(),
                        stamp.sequence(),
                        stamp.at(),
                        epochs.apply(member.scope()),
                        seen.probe(),
                        seen.connections(),
                        seen.answeredAgoMillis(),
                        health.read(watches.othersFailing(member, clock.getAsLong()))));
    }

    @Override
    public void close() {
        closed = true;
        health.close();
    }
}
