package dev.understudy.heartbeat;

import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Where heartbeats go: Kafka, or a fake in a test. Used by one thread. */
interface HeartbeatChannel extends AutoCloseable {

    /**
     * Sends one heartbeat. May block for a short while, may throw; the outcome comes on any thread.
     *
     * @param outcome called once with the error, or with null when a broker has stored it
     */
    void send(String topic, String key, byte[] value, BiConsumer<String, @Nullable Exception> outcome);

    @Override
    void close();

    /** Opens a channel; may throw while no broker's name can be resolved. */
    interface Opener {
        HeartbeatChannel open();
    }

    /** A Kafka producer. */
    static HeartbeatChannel kafka(Map<String, Object> properties) {
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(properties);
        return new HeartbeatChannel() {
            @Override
            public void send(String topic, String key, byte[] value, BiConsumer<String, @Nullable Exception> outcome) {
                producer.send(new ProducerRecord<>(topic, key, value), (metadata, error) -> outcome.accept(key, error));
            }

            @Override
            public void close() {
                producer.close(java.time.Duration.ofMillis(500));
            }
        };
    }
}
