package dev.understudy.journal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.JournalRecord;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer of one session. It waits for a broker as long as it takes: commits wait meanwhile, and what it holds is stored once, in
 * its order, when one is back.
 */
public final class KafkaJournal implements Journal {

    private static final long BUFFER_BYTES = 64L * 1024 * 1024;
    private static final byte[] KEY = Topics.CONSTANT_KEY.getBytes(UTF_8);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private volatile boolean used;
    private volatile boolean closed;

    /**
     * @param kafka a client's properties
     * @param partBytes the most in a part
     */
    public KafkaJournal(Map<String, Object> kafka, String cluster, int partBytes) {
        this.topic = Topics.journal(cluster);
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("linger.ms", 0);
        properties.put("batch.size", 256 * 1024);
        properties.put("buffer.memory", Math.max(BUFFER_BYTES, 8L * partBytes));
        properties.put("max.request.size", partBytes + 64 * 1024);
        properties.put("delivery.timeout.ms", Integer.MAX_VALUE);
        properties.put("request.timeout.ms", 10_000);
        properties.put("max.block.ms", Long.MAX_VALUE / 4);
        properties.put("reconnect.backoff.max.ms", 200);
        properties.put("retry.backoff.max.ms", 200);
        properties.put("metadata.max.idle.ms", Long.MAX_VALUE / 4);
        properties.put("connections.max.idle.ms", -1);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void write(RawPart part, byte[] events, Confirmation confirmation) {
        Header header = new RecordHeader(JournalRecord.HEADER, RecordCodec.JOURNAL.encode(part));
        send(new ProducerRecord<>(topic, 0, KEY, events, List.of(header)), confirmation);
    }

    @Override
    public void write(KeeperSession session, Confirmation confirmation) {
        send(new ProducerRecord<>(topic, 0, KEY, RecordCodec.JOURNAL.encode(session)), confirmation);
    }

    /**
     * Learns of the topic, so that the first record need not wait for that.
     *
     * @throws KafkaException where this thread is interrupted
     */
    public KafkaJournal acquainted() {
        try {
            producer.partitionsFor(topic);
            return this;
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean isUsed() {
        return used;
    }

    private void send(ProducerRecord<byte[], byte[]> record, Confirmation confirmation) {
        used = true;
        try {
            producer.send(record, (metadata, error) -> {
                if (closed) {
                    return;
                }
                if (error == null) {
                    confirmation.stored();
                } else {
                    confirmation.lost(error);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            confirmation.lost(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }
}
