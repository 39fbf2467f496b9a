package dev.understudy.scenarios.journal;

import dev.understudy.events.Decoded;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.PartJoiner;
import dev.understudy.events.RawPart;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A journal as a reader finds it.
 *
 * @param transactions the whole ones by GTID, in the order of their first end
 * @param parts how many parts each was stored in
 * @param repeated how many came more than once
 */
record StoredJournal(Map<String, byte[]> transactions, Map<String, Integer> parts, int repeated) {

    /** Reads it to its present end; what stands behind a seal of its epoch is left out. */
    static StoredJournal read(Map<String, Object> client, String cluster) {
        Map<String, byte[]> transactions = new LinkedHashMap<>();
        Map<String, Integer> parts = new LinkedHashMap<>();
        int repeated = 0;
        long sealed = -1;
        PartJoiner joiner = new PartJoiner();
        TopicPartition journal = new TopicPartition(Topics.journal(cluster), 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(journal));
            consumer.seekToBeginning(List.of(journal));
            long end = consumer.endOffsets(List.of(journal)).getOrDefault(journal, 0L);
            while (consumer.position(journal) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    JournalRecord read = decode(record);
                    if (read instanceof JournalSeal seal) {
                        sealed = seal.epoch().number();
                    }
                    if (!(read instanceof RawPart part) || part.epoch().number() <= sealed) {
                        continue;
                    }
                    var whole = joiner.take(part, record.value());
                    if (whole.isPresent()) {
                        byte[] before = transactions.putIfAbsent(
                                part.gtid(), whole.get().events());
                        repeated += before == null ? 0 : 1;
                        parts.putIfAbsent(part.gtid(), part.part() + 1);
                    }
                }
            }
        }
        return new StoredJournal(transactions, parts, repeated);
    }

    private static JournalRecord decode(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(JournalRecord.HEADER);
        Decoded<JournalRecord> decoded = RecordCodec.JOURNAL.decode(header == null ? record.value() : header.value());
        if (decoded instanceof Decoded.Value<JournalRecord> value) {
            return value.value();
        }
        throw new AssertionError("offset " + record.offset() + ": " + decoded);
    }
}
