package dev.understudy.recovery.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's topic of the schemas that its connectors have seen, in Debezium's own format. A connector reads the records
 * whose {@code source.server} is its topic prefix and whose position lies not after its own.
 */
final class SchemaHistory implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> properties;
    private final String topic;
    private @Nullable KafkaProducer<String, String> producer;

    SchemaHistory(Map<String, Object> client, String cluster) {
        properties = new HashMap<>(client);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("max.request.size", "67108864");
        properties.put("delivery.timeout.ms", Long.toString(PATIENCE.toMillis()));
        properties.put("request.timeout.ms", "10000");
        // It waits for a fail-over, and then must not first look for the topic.
        properties.put(
                "metadata.max.idle.ms", Long.toString(Duration.ofDays(365).toMillis()));
        this.topic = Topics.schemaHistory(cluster);
    }

    /** Connects to the brokers and looks up the topic. */
    void warmUp() {
        try {
            producer().partitionsFor(topic);
        } catch (KafkaException e) {
            throw new ConnectFailure("the topic " + topic + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /** Writes a schema as the beginning of a connector's history; returns when the brokers have it. */
    void write(String prefix, ObjectNode position, List<SchemaStatement> schema, long nowMs) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (SchemaStatement statement : schema) {
                // Partition 0 and no key, as Debezium itself does.
                sent.add(producer()
                        .send(new ProducerRecord<>(topic, 0, null, record(prefix, position, statement, nowMs))));
            }
            for (Future<RecordMetadata> future : sent) {
                future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new ConnectFailure("the schema of " + prefix + " cannot be written to " + topic + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectFailure("interrupted while writing to " + topic, e);
        }
    }

    private synchronized KafkaProducer<String, String> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
            producer = null;
        }
    }

    static String record(String prefix, ObjectNode position, SchemaStatement statement, long nowMs) {
        ObjectNode record = JSON.createObjectNode();
        record.putObject("source").put("server", prefix);
        record.set("position", position);
        record.put("ts_ms", nowMs);
        record.put("databaseName", statement.database());
        record.put("ddl", statement.ddl());
        record.putArray("tableChanges");
        return record.toString();
    }
}
