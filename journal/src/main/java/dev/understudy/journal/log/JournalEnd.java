package dev.understudy.journal.log;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads as much of a journal's end as it takes to know what is in it of an epoch. Not thread-safe. */
public final class JournalEnd implements AutoCloseable {

    private static final long FIRST_STRETCH = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TopicPartition journal;
    private final Consumer<byte[], byte[]> consumer;

    /**
     * @param kafka a client's properties
     */
    public JournalEnd(Map<String, Object> kafka, String cluster) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "none");
        properties.put("allow.auto.create.topics", false);
        properties.put("default.api.timeout.ms", 10_000);
        properties.put("fetch.max.wait.ms", 20);
        journal = new TopicPartition(Topics.journal(cluster), 0);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(journal));
    }

    /**
     * @param none the empty set, in the engine's notation
     * @throws KafkaException where the topic cannot be read, or what it holds of the epoch is damaged
     */
    public Coverage read(Epoch epoch, TransactionSet none) {
        long first = consumer.beginningOffsets(List.of(journal)).getOrDefault(journal, 0L);
        long end = consumer.endOffsets(List.of(journal)).getOrDefault(journal, 0L);
        for (long stretch = FIRST_STRETCH; ; stretch *= 8) {
            long from = Math.max(first, end - stretch);
            Coverage coverage = undamaged(from, end, epoch, none);
            if (coverage.isKnown() || coverage.isSealed() || coverage.reachesBack() || from == first) {
                return coverage;
            }
        }
    }

    /** Damage before the seal of an earlier epoch is none of this one's: what stands behind that seal is all there is of it. */
    private Coverage undamaged(long from, long end, Epoch epoch, TransactionSet none) {
        @Nullable KafkaException damage = null;
        for (long at = from; at < end; ) {
            try {
                Coverage coverage = fold(at, end, new Coverage(epoch, none));
                if (damage == null || coverage.reachesBack()) {
                    return coverage;
                }
                break;
            } catch (KafkaException e) {
                if (!isDamage(e)) {
                    throw e;
                }
                damage = e;
                at = consumer.position(journal) + 1;
            }
        }
        if (damage == null) {
            return new Coverage(epoch, none);
        }
        Throwable cause = damage.getCause() == null ? damage : damage.getCause();
        throw new KafkaException("the journal of epoch " + epoch + " is damaged: " + cause.getMessage(), damage);
    }

    /** The consumer wraps what it finds in an exception of no kind of its own. */
    private static boolean isDamage(KafkaException e) {
        return e instanceof CorruptRecordException
                || e.getCause() instanceof CorruptRecordException
                || (e.getCause() != null && e.getClass().equals(KafkaException.class));
    }

    private Coverage fold(long from, long end, Coverage coverage) {
        consumer.seek(journal, from);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(journal) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end
                        && RecordCodec.JOURNAL.decode(described(record)) instanceof Decoded.Value<JournalRecord> read) {
                    coverage.take(read.value());
                }
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaException(
                        "the journal's end could not be read: nothing came for " + PATIENCE.toSeconds() + " s");
            }
        }
        return coverage;
    }

    /** A part is described in its header, everything else is its own description. */
    private static byte[] described(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(JournalRecord.HEADER);
        return header == null ? record.value() : header.value();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
