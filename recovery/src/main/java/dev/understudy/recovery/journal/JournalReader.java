package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the end of an epoch's sealed journal, as far back as it takes. Not thread-safe. */
public final class JournalReader implements AutoCloseable {

    private static final long FIRST_STRETCH = 500;
    private static final Duration POLL = Duration.ofMillis(50);

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
     * @param patience for how long nothing may come
     * @throws UnreadableJournal where the end is not sealed, damaged, lacks something, or does not reach back to the set
     */
    public Journals.Sealed read(Epoch epoch, TransactionSet after, Duration patience) throws UnreadableJournal {
        long end = journal.end();
        for (long stretch = FIRST_STRETCH; ; stretch *= 8) {
            long from = Math.max(0, end - stretch);
            StoredTail tail = new StoredTail(epoch, after);
            fold(from, end, tail, patience);
            if (tail.isSealed() && tail.reachesBack()) {
                return new Journals.Sealed(tail.transactions(), tail.all());
            }
            if (from == 0) {
                throw new UnreadableJournal(
                        tail.isSealed()
                                ? "the journal of epoch " + epoch + " does not reach back to " + after.text()
                                : "the journal of epoch " + epoch + " is not sealed");
            }
        }
    }

    private void fold(long from, long end, StoredTail tail, Duration patience) throws UnreadableJournal {
        journal.seek(from);
        long deadline = System.nanoTime() + patience.toNanos();
        while (journal.position() < end) {
            for (ConsumerRecord<byte[], byte[]> record : journal.poll(POLL)) {
                Header header = record.headers().lastHeader(JournalRecord.HEADER);
                byte[] described = header == null ? record.value() : header.value();
                if (record.offset() < end
                        && RecordCodec.JOURNAL.decode(described) instanceof Decoded.Value<JournalRecord> read) {
                    tail.take(read.value(), record.value());
                }
                deadline = System.nanoTime() + patience.toNanos();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new UnreadableJournal("nothing of the journal came for " + patience.toMillis() + " ms");
            }
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
