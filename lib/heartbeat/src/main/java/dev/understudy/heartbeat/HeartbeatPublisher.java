package dev.understudy.heartbeat;

import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes heartbeats to {@link Topics#HEARTBEATS}. Thread-safe.
 *
 * <p>{@link #publish} stamps the record and returns at once. One daemon thread sends; while no broker answers, heartbeats
 * are dropped and counted, and the log has one line for each change.
 */
public final class HeartbeatPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatPublisher.class);
    private static final int WAITING_AT_MOST = 1024;
    /** How often the sender looks whether it was closed. */
    private static final long LOOK_UP_MILLIS = 50;

    private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Waiting(HeartbeatRecord heartbeat, long enqueuedNanos) {}

    private final String writer;
    private final long staleNanos;
    private final HeartbeatChannel.Opener opener;
    private final LongSupplier wallMillis;
    private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private final AtomicLong overflowed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread sender;
    private volatile boolean closed;
    private volatile @Nullable Boolean reachable;

    HeartbeatPublisher(String writer, long staleAfterMillis, HeartbeatChannel.Opener opener, LongSupplier wallMillis) {
        this.writer = writer;
        this.staleNanos = TimeUnit.MILLISECONDS.toNanos(staleAfterMillis);
        this.opener = opener;
        this.wallMillis = wallMillis;
        this.sender = new Thread(this::run, "heartbeat-publisher");
        sender.setDaemon(true);
        sender.start();
    }

    /**
     * @param name who writes, such as {@code agent-orders-a}
     * @param startMillis when this process started, ms: with the name it tells one start of the writer from the next
     */
    public static HeartbeatPublisher start(HeartbeatSettings settings, String name, long startMillis) {
        return new HeartbeatPublisher(
                name + "@" + startMillis,
                settings.staleAfterMillis(),
                () -> HeartbeatChannel.kafka(settings.producer()),
                System::currentTimeMillis);
    }

    /** Name and start, as in {@link Stamp#writer}. */
    public String writer() {
        return writer;
    }

    /**
     * Stamps a heartbeat and leaves it to be sent. Never blocks, never throws for a reason that lies in Kafka.
     *
     * @param node whom it speaks of: what the sequence is counted by
     * @param heartbeat makes the record from its stamp
     */
    public void publish(String node, Function<Stamp, ? extends HeartbeatRecord> heartbeat) {
        long sequence =
                sequences.computeIfAbsent(node, ignored -> new AtomicLong()).incrementAndGet();
        HeartbeatRecord stamped = heartbeat.apply(new Stamp(writer, sequence, wallMillis.getAsLong()));
        if (closed || !queue.offer(new Waiting(stamped, System.nanoTime()))) {
            overflowed.incrementAndGet();
        }
    }

    public HeartbeatCounts counts() {
        return new HeartbeatCounts(delivered.get(), stale.get(), overflowed.get(), failed.get());
    }

    /** Whether the last heartbeat reached a broker; null before the first. */
    public @Nullable Boolean reachable() {
        return reachable;
    }

    @Override
    public void close() {
        closed = true;
        try {
            sender.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        HeartbeatChannel channel = null;
        long reopenAt = System.nanoTime();
        try {
            while (!closed) {
                Waiting next = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    continue;
                }
                long now = System.nanoTime();
                if (channel == null && now - reopenAt >= 0) {
                    channel = open();
                    reopenAt = now + REOPEN_NANOS;
                }
                if (now - next.enqueuedNanos() > staleNanos) {
                    stale.incrementAndGet();
                } else if (channel == null) {
                    failed.incrementAndGet();
                } else {
                    send(channel, next.heartbeat());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the publisher of {} was interrupted", writer);
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    private @Nullable HeartbeatChannel open() {
        try {
            return opener.open();
        } catch (RuntimeException e) {
            unreachable(e);
            return null;
        }
    }

    private void send(HeartbeatChannel channel, HeartbeatRecord heartbeat) throws InterruptedException {
        try {
            channel.send(
                    Topics.HEARTBEATS,
                    heartbeat.scope(),
                    RecordCodec.HEARTBEATS.encode(heartbeat),
                    (key, error) -> outcome(error));
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            throw new InterruptedException();
        } catch (RuntimeException e) {
            outcome(e);
        }
    }

    private void outcome(@Nullable Exception error) {
        if (error == null) {
            if (!Boolean.TRUE.equals(reachable)) {
                LOG.info("heartbeats of {} reach Kafka", writer);
                reachable = true;
            }
            delivered.incrementAndGet();
        } else {
            unreachable(error);
            failed.incrementAndGet();
        }
    }

    private void unreachable(Exception error) {
        if (!Boolean.FALSE.equals(reachable)) {
            reachable = false;
            if (!closed) {
                Throwable cause = error.getCause() == null ? error : error.getCause();
                LOG.warn("heartbeats of {} do not reach Kafka and are dropped: {}", writer, cause.getMessage());
            }
        }
    }
}
