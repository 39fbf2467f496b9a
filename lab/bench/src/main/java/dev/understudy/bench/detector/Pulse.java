package dev.understudy.bench.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.Probe;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The agents of a fleet: each node reports every 200 ms, evenly spread, and the writers of the first clusters are looked at as often by the two others. One thread
 * sends; orders come from another. Agents of their own would send each record by itself, here those of a few ms travel together: what is measured is the
 * detector, not the broker.
 */
final class Pulse implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;
    private static final int A_SECOND = 5;
    /** The fleet joins bit by bit: a detector whose code is still interpreted would be measured otherwise. */
    private static final double JOINED_AFTER = 20e9;

    private final Fleet fleet;
    private final int looked;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Stencil[] reports;
    private final byte[][] keys;
    private final long[] sequences;
    private final long[] beatAt;
    private final @Nullable Ailment[] ailments;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "pulse");
    private volatile long sent;
    private volatile long worstLate;
    private volatile boolean closed;

    private record Ailment(Trouble trouble, long sinceNanos) {}

    /**
     * @param looked the writers of so many clusters are looked at
     */
    Pulse(Fleet fleet, int looked, String bootstrap) {
        this.fleet = fleet;
        this.looked = looked;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "linger.ms", "2",
                        "batch.size", "262144",
                        "buffer.memory", "134217728"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        int size = fleet.size();
        reports = new Stencil[size];
        keys = new byte[size][];
        sequences = new long[size];
        beatAt = new long[size];
        ailments = new Ailment[size];
        for (int node = 0; node < size; node++) {
            reports[node] = fleet.well(node);
            keys[node] = fleet.cluster(node).getBytes(UTF_8);
        }
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many records were handed to Kafka. */
    long sent() {
        return sent;
    }

    /** By how much a beat was late at most since this was asked before, ms. */
    long worstLate() {
        long worst = worstLate;
        worstLate = 0;
        return worst;
    }

    /**
     * Something befalls a writer that is looked at.
     *
     * @return when it began, by {@link System#nanoTime}; of a silence, the last report
     */
    long strike(int node, Trouble trouble) {
        CompletableFuture<Long> began = new CompletableFuture<>();
        orders.add(() -> {
            long now = System.nanoTime();
            ailments[node] = new Ailment(trouble, now);
            if (trouble == Trouble.KILL) {
                beat(node, now, System.currentTimeMillis());
            }
            began.complete(trouble == Trouble.SILENCE ? beatAt[node] : now);
        });
        return began.join();
    }

    /** It is well again. */
    void heal(int node) {
        orders.add(() -> ailments[node] = null);
    }

    /** Sends so many heartbeats at once, as fast as Kafka takes them, a node after the other. Only before {@link #start}. */
    void burst(long count) {
        for (long beat = 0; beat < count; beat++) {
            beat((int) (beat % fleet.size()), System.nanoTime(), System.currentTimeMillis());
        }
        producer.flush();
    }

    private void run() {
        long began = System.nanoTime();
        long done = 0;
        long aSecond = (long) A_SECOND * fleet.size();
        while (!closed) {
            for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                order.run();
            }
            long now = System.nanoTime();
            long due = due(now - began, aSecond);
            worstLate = Math.max(worstLate, (due - done) * 1_000 / aSecond);
            long at = System.currentTimeMillis();
            for (; done < due; done++) {
                beat((int) (done % fleet.size()), now, at);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** How many beats there are after so long: ever more a second, until the whole fleet has joined. */
    static long due(double nanos, long aSecond) {
        double joining = Math.min(nanos, JOINED_AFTER);
        double beats = joining * joining / (2 * JOINED_AFTER) + Math.max(0, nanos - JOINED_AFTER);
        return (long) (beats / 1e9 * aSecond);
    }

    private void beat(int node, long now, long at) {
        Ailment ailment = ailments[node];
        Fleet.Stamp stamp = new Fleet.Stamp(++sequences[node], at);
        if (ailment == null) {
            beatAt[node] = now;
            send(node, reports[node].with(stamp.sequence(), stamp.at()));
        }
        if (ailment != null && ailment.trouble() != Trouble.SILENCE) {
            send(node, encode(report(node, stamp, ailment, now)));
        }
        if (fleet.isWriter(node) && fleet.clusterOf(node) < looked) {
            send(node, encode(fleet.sees(node + 1, node, stamp, seen(ailment, now))));
            send(node, encode(fleet.sees(node + 2, node, stamp, seen(ailment, now))));
        }
    }

    private HeartbeatRecord report(int node, Fleet.Stamp stamp, Ailment ailment, long now) {
        return ailment.trouble() == Trouble.KILL
                ? fleet.killed(node, stamp)
                : fleet.hung(node, stamp, lasted(ailment, now));
    }

    private static Probe seen(@Nullable Ailment ailment, long now) {
        if (ailment == null || ailment.trouble() == Trouble.SILENCE) {
            return Probe.answered(1.1);
        }
        return ailment.trouble() == Trouble.KILL ? Fleet.refused() : Fleet.silent(lasted(ailment, now));
    }

    private static long lasted(Ailment ailment, long now) {
        return TimeUnit.NANOSECONDS.toMillis(now - ailment.sinceNanos());
    }

    private static byte[] encode(HeartbeatRecord heartbeat) {
        return RecordCodec.HEARTBEATS.encode(heartbeat);
    }

    private void send(int node, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.HEARTBEATS, keys[node], value));
        sent++;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
