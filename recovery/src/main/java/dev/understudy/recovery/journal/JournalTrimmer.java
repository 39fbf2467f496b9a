package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Decoded;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.runtime.Background;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster's journal short, on a thread of its own: what the changelog is shown to hold goes, after a while; what it is not shown to
 * hold stays, however large the journal becomes, and is told of (safety.md, rule 5).
 */
public final class JournalTrimmer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalTrimmer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final int MOST_STRETCHES = 20_000;

    /** Longer than the ten seconds after which a keeper gives its word before a transaction. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(15);

    private final TopicPartition partition;
    private final LogReader journal;
    private final Admin admin;
    private final Supplier<Optional<Shown>> shown;
    private final Duration keep;
    private final JournalIndex index;
    private final JournalMeter meter;
    private final Background background;
    private boolean begun;
    private long lastGood = System.nanoTime();
    private String told = "";
    private volatile JournalSize size = JournalSize.UNKNOWN;

    /**
     * @param kafka a client's properties
     * @param none the empty set, in the engine's notation
     * @param keep what is younger stays
     * @param shown what the changelog is shown to hold now; empty while that cannot be told, or a plan is under way
     */
    public JournalTrimmer(
            Map<String, Object> kafka,
            String cluster,
            TransactionSet none,
            Duration keep,
            Supplier<Optional<Shown>> shown,
            MeterRegistry metrics) {
        this.partition = new TopicPartition(Topics.journal(cluster), 0);
        this.journal = new LogReader(kafka, partition.topic());
        this.admin = Admin.create(kafka);
        this.meter = new JournalMeter(admin, partition);
        this.shown = shown;
        this.keep = keep;
        this.index = new JournalIndex(none, MOST_STRETCHES);
        this.background = new Background(
                "journal-trimmer",
                Duration.ofMillis(Math.max(POLL.toMillis(), Math.min(LONGEST_PAUSE_MILLIS, keep.toMillis() / 4))),
                this::round);
        Gauge.builder("understudy.journal.bytes", () -> size.bytes())
                .description("What the journal takes of a broker's disk, bytes; -1 for unknown")
                .register(metrics);
        Gauge.builder("understudy.journal.waits.seconds", () -> size.waits().toSeconds())
                .description("For how long the journal has waited for the changelog to hold what it keeps")
                .register(metrics);
    }

    public JournalTrimmer start() {
        background.start();
        return this;
    }

    /** How large it is, and whether something is wrong with that. */
    public JournalSize size() {
        return size;
    }

    private void round() throws InterruptedException {
        try {
            if (!begun) {
                journal.seek(0);
                begun = true;
            }
            read();
            long now = System.nanoTime();
            Optional<Shown> known = shown.get();
            Duration waits = Duration.ZERO;
            if (known.isPresent()) {
                JournalIndex.Proof proof = proof(known.get(), now);
                trim(index.trimPoint(proof));
                waits = Duration.ofNanos(index.waitsFor(proof, now));
            }
            size = meter.read(known.isPresent() ? waits : size.waits());
            lastGood = System.nanoTime();
        } catch (ExecutionException | RuntimeException e) {
            // Whatever it is: the next round may find it gone, and where it stays it is told of.
            LOG.debug("the journal is not trimmed now: {}", e.toString());
            size = size.failing(Duration.ofNanos(System.nanoTime() - lastGood), String.valueOf(e.getMessage()));
        }
        tell(size.trouble());
    }

    private JournalIndex.Proof proof(Shown known, long now) {
        return new JournalIndex.Proof(
                known.epoch(), known::holds, now - keep.toNanos(), now - keep.toNanos() - SILENT_AFTER.toNanos());
    }

    private void read() {
        long end = journal.end();
        while (journal.position() < end && !background.isClosed()) {
            for (ConsumerRecord<byte[], byte[]> record : journal.poll(POLL)) {
                Header header = record.headers().lastHeader(JournalRecord.HEADER);
                take(
                        RecordCodec.JOURNAL.decode(header == null ? record.value() : header.value()),
                        record.offset(),
                        System.nanoTime());
            }
        }
    }

    private void take(Decoded<JournalRecord> decoded, long offset, long now) {
        String reason;
        try {
            if (decoded instanceof Decoded.Value<JournalRecord> read) {
                index.take(read.value(), offset, now);
            }
            reason = decoded instanceof Decoded.Refused<JournalRecord> refused ? refused.reason() : "";
        } catch (IllegalArgumentException e) {
            reason = String.valueOf(e.getMessage());
        }
        if (!reason.isEmpty()) {
            index.takeUnreadable(offset, now);
            LOG.warn(
                    "the record at offset {} of the journal cannot be read, and in this epoch nothing from there on is"
                            + " trimmed: {}",
                    offset,
                    reason);
        }
    }

    private void trim(OptionalLong point) throws ExecutionException, InterruptedException {
        if (point.isEmpty()) {
            return;
        }
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(point.getAsLong())))
                .all()
                .get();
        index.forgetBefore(point.getAsLong());
    }

    /** Once when it comes, and once when it goes. */
    private void tell(String trouble) {
        String kind = trouble.replaceAll("\\d+", "");
        if (kind.equals(told)) {
            return;
        }
        told = kind;
        if (trouble.isEmpty()) {
            LOG.info("the journal is trimmed again");
        } else {
            LOG.warn("{}", trouble);
        }
    }

    @Override
    public void close() {
        background.close();
        journal.close();
        admin.close(Duration.ZERO);
    }
}
