package dev.understudy.recovery.journal;

import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochClosed;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.LeaseRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.owner.Trail;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Ends an epoch's journal: closes the epoch, waits until no keeper can acknowledge any more, and seals. May be interrupted and done
 * again at any place; the first seal counts. Not thread-safe.
 */
public final class JournalEnding implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long LEAST_MARGIN_MILLIS = 200;

    private final Trail log;
    private final LogReader topic;
    private final String cluster;
    private final RecentLeases recent;
    private boolean begun;

    /**
     * @param log the owner's: who was superseded closes and seals nothing
     * @param kafka a client's properties
     */
    public JournalEnding(Trail log, Map<String, Object> kafka, String cluster) {
        this.log = log;
        this.topic = new LogReader(kafka, Topics.LEASES);
        topic.warmUp();
        this.cluster = cluster;
        this.recent = new RecentLeases(cluster);
    }

    /** Reads what has come, while nothing is to be ended: an end then finds little to read. */
    public void keepUp() {
        begin();
        read(Duration.ZERO, (lease, at) -> {});
    }

    private void begin() {
        if (!begun) {
            topic.seekToTime(System.currentTimeMillis() - RecentLeases.BACK.toMillis());
            begun = true;
        }
    }

    /**
     * Takes as long as the longest lease that a keeper can hold, and a margin, where one does not answer.
     *
     * @param running false once it is to stop; then nothing is sealed
     */
    public Journals.Ended end(Epoch epoch, String incident, BooleanSupplier running) {
        begin();
        long end = topic.end();
        while (topic.position() < end && running.getAsBoolean()) {
            read(POLL, (lease, at) -> {});
        }
        OpenLeases leases = recent.of(epoch);
        if (!leases.isClosed()) {
            log.commit(new Batch().close(new EpochClosed(cluster, epoch, incident)));
        }
        String how = awaitSilence(leases, System.nanoTime(), running);
        if (how.isEmpty()) {
            return new Journals.Ended(false, "stopped before it was known that no keeper acknowledges any more");
        }
        log.commit(new Batch().seal(new JournalSeal(cluster, epoch, incident)));
        return new Journals.Ended(true, how);
    }

    private String awaitSilence(OpenLeases leases, long closed, BooleanSupplier running) {
        while (running.getAsBoolean()) {
            if (!leases.keepers().isEmpty() || !leases.isClosed()) {
                read(POLL, leases::take);
            }
            if (!leases.isClosed()) {
                continue;
            }
            if (leases.keepers().isEmpty()) {
                return "every keeper has stopped";
            }
            long lease = leases.longestMillis();
            // For clocks that do not run at the same speed.
            long margin = Math.max(LEAST_MARGIN_MILLIS, lease / 10);
            if (System.nanoTime() - closed > (lease + margin) * 1_000_000) {
                return "the longest lease has run out; not heard of: " + String.join(", ", leases.keepers());
            }
        }
        return "";
    }

    private void read(Duration patience, ObjLongConsumer<LeaseRecord> told) {
        for (ConsumerRecord<byte[], byte[]> record : topic.poll(patience)) {
            if (RecordCodec.LEASES.decode(record.value()) instanceof Decoded.Value<LeaseRecord> read
                    && recent.take(read.value(), record.timestamp())) {
                told.accept(read.value(), record.timestamp());
            }
        }
    }

    @Override
    public void close() {
        topic.close();
    }
}
