package dev.understudy.cli.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.events.Decoded;
import dev.understudy.events.Maintenance;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of maintenances, which is made where it is missing. */
final class MaintenanceLog {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConfig kafka;

    private MaintenanceLog(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    /**
     * @throws dev.understudy.runtime.config.ConfigurationException where no broker answers
     */
    static MaintenanceLog of(KafkaConfig kafka) {
        KafkaSetup.requireBroker(kafka, PATIENCE);
        KafkaSetup.ensureTopics(kafka, List.of(TopicPolicy.maintenance()));
        return new MaintenanceLog(kafka);
    }

    /**
     * Returns when Kafka has it.
     *
     * @throws CommandFailure where it does not take it
     */
    void write(Maintenance word) {
        Map<String, Object> properties = kafka.client();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.MAINTENANCE, word.key().getBytes(UTF_8), RecordCodec.MAINTENANCE.encode(word)))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailure(
                    ExitStatus.FAILED,
                    "Kafka has not confirmed it (" + cause.getMessage() + "): understudy maintenance show tells");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILED, "interrupted before Kafka confirmed it");
        }
    }

    /** The newest word of each node, also what has run out. */
    List<Maintenance> read() {
        Map<String, Maintenance> newest = new LinkedHashMap<>();
        try (LogReader topic = new LogReader(kafka.client(), Topics.MAINTENANCE)) {
            long end = topic.end();
            topic.seek(0);
            while (topic.position() < end) {
                for (ConsumerRecord<byte[], byte[]> record : topic.poll(POLL)) {
                    if (RecordCodec.MAINTENANCE.decode(record.value()) instanceof Decoded.Value<Maintenance> word) {
                        newest.put(word.value().key(), word.value());
                    }
                }
            }
        }
        return new ArrayList<>(newest.values());
    }
}
