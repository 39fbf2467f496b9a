package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the end of an epoch's sealed journal, as far back as it takes. Not thread-safe. */
public final class JournalReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final long FIRST_STRETCH = 500;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration REHEARSAL = Duration.ofSeconds(1);

    private final LogReader journal;

    /**
     * @param kafka a client's properties
     */
    public JournalReader(Map<String, Object> kafka, String cluster) {
        this.journal = new LogReader(kafka, Topics.journal(cluster));
        journal.warmUp();
    }

    /**
     * @param after the set that is not wanted
     * @param patience for how long nothing may come, and how late the seal may be seen: a transaction's commit returns before it
     *     can be read
     * @throws UnreadableJournal where the end is not sealed, damaged, lacks something, or does not reach back to the set
     */
    public Journals.Sealed read(Epoch epoch, TransactionSet after, Duration patience) throws UnreadableJournal {
        long end = journal.end();
        long first = 0;
        Optional<Damaged> damage = Optional.empty();
        for (long stretch = FIRST_STRETCH; ; ) {
            long from = Math.max(first, end - stretch);
            StoredTail tail = new StoredTail(epoch, after);
            try {
                fold(from, end, tail, patience);
            } catch (Damaged e) {
                damage = Optional.of(e);
                first = e.offset + 1;
                continue;
            }
            // Damage before the seal of an earlier epoch is none of this one's.
            if (tail.isSealed() && tail.reachesBack() && (damage.isEmpty() || tail.isWhole())) {
                return new Journals.Sealed(tail.transactions(), tail.all());
            }
            if (damage.isPresent() && from == first) {
                throw new UnreadableJournal(damage.get().words);
            }
            if (!tail.isSealed()) {
                throw new UnreadableJournal("the journal of epoch " + epoch + " is not sealed");
            }
            if (from == 0 || tail.isWhole()) {
                throw new UnreadableJournal(
                        tail.gap().isEmpty()
                                ? "the journal of epoch " + epoch + " does not reach back to " + after.text()
                                : tail.gap());
            }
            stretch *= 8;
        }
    }

    /**
     * Reads what stands at the end by now and throws it away: the first who reads in earnest is in haste, and finds what that takes loaded and compiled.
     */
    void rehearse(Epoch epoch, TransactionSet after) {
        long end = journal.end();
        journal.seek(end - FIRST_STRETCH);
        StoredTail tail = new StoredTail(epoch, after);
        long deadline = System.nanoTime() + REHEARSAL.toNanos();
        try {
            while (journal.position() < end && System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> record : poll()) {
                    take(record, tail);
                }
            }
        } catch (UnreadableJournal | Damaged e) {
            LOG.debug("a rehearsal ends: {}", e.getMessage());
        }
    }

    private void fold(long from, long end, StoredTail tail, Duration patience) throws UnreadableJournal, Damaged {
        journal.seek(from);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!tail.isSealed()) {
            boolean before = journal.position() < end;
            for (ConsumerRecord<byte[], byte[]> record : poll()) {
                take(record, tail);
                if (before) {
                    deadline = System.nanoTime() + patience.toNanos();
                }
            }
            if (System.nanoTime() - deadline > 0) {
                if (before) {
                    throw new UnreadableJournal("nothing of the journal came for " + patience.toMillis() + " ms");
                }
                return;
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() throws Damaged {
        long at = journal.position();
        try {
            return journal.poll(POLL);
        } catch (CorruptRecordException e) {
            throw damaged(at, e);
        } catch (KafkaException e) {
            if (e.getCause() instanceof CorruptRecordException || e.getClass().equals(KafkaException.class)) {
                throw damaged(at, e);
            }
            throw e;
        }
    }

    private static Damaged damaged(long offset, KafkaException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new Damaged(
                offset, "the journal is damaged at offset " + offset + " or soon behind it: " + cause.getMessage());
    }

    /** A record that the broker's disk does not hold as it was written. */
    private static final class Damaged extends Exception {

        private static final long serialVersionUID = 1L;

        private final long offset;
        private final String words;

        private Damaged(long offset, String words) {
            super(words);
            this.offset = offset;
            this.words = words;
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, StoredTail tail) throws UnreadableJournal {
        Header header = record.headers().lastHeader(JournalRecord.HEADER);
        Decoded<JournalRecord> read = RecordCodec.JOURNAL.decode(header == null ? record.value() : header.value());
        if (read instanceof Decoded.Value<JournalRecord> known) {
            tail.take(known.value(), record.value());
        } else if (read instanceof Decoded.Refused<JournalRecord> refused) {
            tail.takeUnreadable(record.offset(), refused.reason());
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
