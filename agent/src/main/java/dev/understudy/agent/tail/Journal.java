package dev.understudy.agent.tail;

import dev.understudy.events.JournalRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Where the tail goes: the cluster's journal, in order, each record in all in-sync replicas before it counts. */
interface Journal extends AutoCloseable {

    /** Leaves a record to be written. */
    void write(JournalRecord record);

    /**
     * Waits until all that was left is stored.
     *
     * @throws KafkaException where anything of it is not
     */
    void flush();

    @Override
    void close();

    /** A Kafka producer, made when it is first needed. */
    static Journal kafka(Map<String, Object> client, String cluster) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        properties.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("max.request.size", 64 * 1024 * 1024);
        properties.put("buffer.memory", 80L * 1024 * 1024);
        properties.put("batch.size", 1024 * 1024);
        properties.put("linger.ms", "0");
        properties.put("max.block.ms", "10000");
        // Idle for months, then needed at once.
        properties.put("connections.max.idle.ms", "-1");
        properties.put("metadata.max.idle.ms", Long.toString(Long.MAX_VALUE / 4));
        return new KafkaJournal(properties, Topics.journal(cluster));
    }

    /** See {@link #kafka}. Used by one thread. */
    final class KafkaJournal implements Journal {

        private final Map<String, Object> properties;
        private final String topic;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private @Nullable Producer<String, byte[]> producer;

        private KafkaJournal(Map<String, Object> properties, String topic) {
            this.properties = properties;
            this.topic = topic;
        }

        @Override
        public void write(JournalRecord record) {
            Producer<String, byte[]> open = producer;
            if (open == null) {
                open = new KafkaProducer<>(properties);
                producer = open;
            }
            open.send(
                    new ProducerRecord<>(topic, Topics.CONSTANT_KEY, RecordCodec.JOURNAL.encode(record)),
                    (metadata, error) -> {
                        if (error != null) {
                            failure.compareAndSet(null, error);
                        }
                    });
        }

        @Override
        public void flush() {
            if (producer != null) {
                producer.flush();
            }
            Exception error = failure.getAndSet(null);
            if (error != null) {
                throw new KafkaException("the journal was not written: " + error.getMessage(), error);
            }
        }

        /** Knows the topic before it is needed, so that a rescue need not wait for it. */
        @Override
        public void prepare() {
            Producer<String, byte[]> open = producer;
            if (open == null) {
                open = new KafkaProducer<>(properties);
                producer = open;
            }
            open.partitionsFor(topic);
        }

        @Override
        public void close() {
            if (producer != null) {
                producer.close(Duration.ofSeconds(2));
                producer = null;
            }
        }
    }

    /** Makes ready what can be made ready before it is needed. Does nothing where there is nothing. */
    default void prepare() {}
}
