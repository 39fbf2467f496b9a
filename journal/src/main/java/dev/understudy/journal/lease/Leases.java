package dev.understudy.journal.lease;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.Epoch;
import dev.understudy.events.EpochClosed;
import dev.understudy.events.EpochOpened;
import dev.understudy.events.KeeperStopped;
import dev.understudy.events.LeaseRecord;
import dev.understudy.events.LeaseRequest;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.journal.log.KafkaWatch;
import dev.understudy.runtime.Background;
import dev.understudy.runtime.kafka.TopicFollower;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the lease on an epoch again and again, three times while one lasts and more often while there is none, and reads the
 * answers back. Thread-safe.
 */
public final class Leases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** How often it is looked at whether to ask, in the time that a lease lasts. */
    private static final int LOOKS = 24;

    /** Told on the follower's thread. */
    public interface Listener {
        /** The lease was renewed. */
        void renewed();

        /** The epoch is closed; nothing of it is acknowledged any more. */
        void closed(Epoch epoch);

        /**
         * An epoch's writer can be attached to.
         *
         * @param live whether it was opened after this keeper had asked for something: while it was there
         */
        void opened(EpochOpened epoch, boolean live);
    }

    private final String cluster;
    private final String keeper;
    private final Duration duration;
    private final Listener listener;
    private final LongSupplier connection;
    private final Map<String, LeaseRequest> newest = new HashMap<>();
    private final Producer<byte[], byte[]> producer;
    private final TopicFollower<LeaseRecord> follower;
    private final Background asking;
    private final AtomicLong confirmed = new AtomicLong();
    private volatile String reason = "";
    private Epoch closed = Epoch.NONE;
    private @Nullable HeldLease held;
    private long sequence;

    /**
     * @param kafka a client's properties
     * @param keeper name and start of this process
     * @param duration how long a lease lasts
     * @param connection the number of the keeper's connection on the primary; 0 while it has none
     */
    public Leases(
            Map<String, Object> kafka,
            String cluster,
            String keeper,
            Duration duration,
            LongSupplier connection,
            Listener listener) {
        this.cluster = cluster;
        this.keeper = keeper;
        this.duration = duration;
        this.listener = listener;
        this.connection = connection;
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("acks", "all");
        // One that waits for a broker ages meanwhile: a new one is made rather.
        properties.put("max.block.ms", duration.toMillis() / 3);
        // A request that could not be written for so long grants nothing any more.
        properties.put("delivery.timeout.ms", (int) duration.toMillis());
        properties.put("request.timeout.ms", (int) Math.max(100, duration.toMillis() / 3));
        properties.put("linger.ms", 0);
        properties.put("reconnect.backoff.max.ms", 200);
        properties.put("retry.backoff.max.ms", 200);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        follower = TopicFollower.start(
                kafka, new TopicFollower.Source<>(Topics.LEASES, RecordCodec.LEASES, 0), (value, at) -> take(value));
        asking = new Background("lease", duration.dividedBy(LOOKS), this::askIfDue);
        asking.start();
    }

    /** Begins to ask for an epoch, and gives up the one before. */
    public HeldLease hold(Epoch epoch) {
        HeldLease lease;
        synchronized (this) {
            if (held != null && held.epoch().equals(epoch)) {
                return held;
            }
            lease = new HeldLease(epoch, duration.toNanos());
            if (!closed.isOlderThan(epoch)) {
                lease.close();
            }
            held = lease;
        }
        ask();
        return lease;
    }

    private void askIfDue() {
        HeldLease lease;
        synchronized (this) {
            lease = held;
        }
        if (lease != null && lease.isDue(System.nanoTime())) {
            ask();
        }
    }

    private void ask() {
        LeaseRequest request;
        synchronized (this) {
            if (held == null || held.isClosed()) {
                return;
            }
            long number = connection.getAsLong();
            request = new LeaseRequest(
                    cluster, held.epoch(), keeper, ++sequence, duration.toMillis(), number == 0 ? null : number);
            held.asking(sequence, System.nanoTime());
        }
        write(request);
    }

    private void write(LeaseRecord record) {
        try {
            producer.send(
                    new ProducerRecord<>(
                            Topics.LEASES, record.key().getBytes(UTF_8), RecordCodec.LEASES.encode(record)),
                    (metadata, error) -> {
                        if (error == null) {
                            confirmed.incrementAndGet();
                            reason = "";
                        } else {
                            failed(error);
                        }
                    });
        } catch (KafkaException e) {
            failed(e);
        }
    }

    private void failed(Exception error) {
        reason = error.getMessage() == null ? error.toString() : error.getMessage();
        LOG.debug("a lease cannot be asked for", error);
    }

    /** Whether leases are asked for, and how many times that was confirmed. */
    public KafkaWatch.Given asked() {
        HeldLease lease;
        synchronized (this) {
            lease = held;
        }
        return new KafkaWatch.Given(lease != null && !lease.isClosed(), confirmed.get());
    }

    /** Why the last one could not be asked for; empty where it could. */
    public String reason() {
        return reason;
    }

    private void take(LeaseRecord record) {
        if (!record.cluster().equals(cluster)) {
            return;
        }
        if (record instanceof LeaseRequest request) {
            synchronized (this) {
                newest.put(request.keeper(), request);
            }
            if (request.keeper().equals(keeper)) {
                granted(request);
            }
        } else if (record instanceof EpochClosed close) {
            close(close);
        } else if (record instanceof EpochOpened opened) {
            listener.opened(opened, isHeard());
        }
    }

    private synchronized boolean isHeard() {
        return newest.containsKey(keeper);
    }

    private void granted(LeaseRequest request) {
        synchronized (this) {
            if (held == null || !held.epoch().equals(request.epoch())) {
                return;
            }
            held.readBack(request.sequence());
        }
        listener.renewed();
    }

    /** The connections of all keepers on the primary of this epoch, this one's own as it is now. */
    public Set<Long> connections(Epoch epoch) {
        Set<Long> connections = new HashSet<>();
        synchronized (this) {
            newest.values().stream()
                    .filter(request -> request.epoch().equals(epoch) && request.connection() != null)
                    .forEach(request -> connections.add(request.connection()));
        }
        connections.add(connection.getAsLong());
        return connections;
    }

    private void close(EpochClosed record) {
        Epoch ended = null;
        synchronized (this) {
            closed = record.epoch().isOlderThan(closed) ? closed : record.epoch();
            if (held != null && !closed.isOlderThan(held.epoch())) {
                held.close();
                ended = held.epoch();
            }
        }
        if (ended != null) {
            LOG.warn(
                    "epoch {} of {} is closed ({}): nothing of it is acknowledged any more",
                    ended,
                    cluster,
                    record.incident());
            write(new KeeperStopped(cluster, ended, keeper));
            listener.closed(ended);
        }
    }

    @Override
    public void close() {
        asking.close();
        follower.close();
        producer.close(Duration.ofSeconds(1));
    }
}
