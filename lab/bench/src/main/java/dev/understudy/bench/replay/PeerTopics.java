package dev.understudy.bench.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.stage.ConnectWorker;
import dev.understudy.stage.DatabaseServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topics that Debezium's sink reads: one for each table, JSON with schemas, as its documentation has it, and the connector
 * that fills them: in the sink's worker, where it has nothing to do while the sink is measured.
 */
final class PeerTopics {

    static final String PREFIX = "peer";

    private static final String NAME = "peer-source";
    private static final String HISTORY = PREFIX + ".history";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConfig kafka;
    private final ConnectRest connect;

    private PeerTopics(KafkaConfig kafka, ConnectRest connect) {
        this.kafka = kafka;
        this.connect = connect;
    }

    /** Makes the topics, and copies into them what the primary's tables hold and whatever comes. */
    static PeerTopics start(OrderSystem system, ConnectWorker worker)
            throws IOException, InterruptedException, ExecutionException {
        PeerTopics topics = new PeerTopics(system.kafkaConfig(), new ConnectRest(worker.url(), Duration.ofSeconds(60)));
        topics.make();
        topics.connect.create(
                json(system.database(OrderSystem.PRIMARY), system.kafka().bootstrap()));
        return topics;
    }

    private void make() throws InterruptedException, ExecutionException {
        List<NewTopic> topics = new ArrayList<>(List.of(new NewTopic(HISTORY, 1, (short) 1)));
        Backlog.TABLES.forEach(table -> topics.add(new NewTopic(topic(table), 1, (short) 1)));
        try (Admin admin = Admin.create(kafka.client())) {
            admin.createTopics(topics).all().get();
        }
    }

    private static String topic(String table) {
        return PREFIX + ".sbtest." + table;
    }

    private static String json(DatabaseServer primary, String bootstrap) throws JsonProcessingException {
        Map<String, String> config = new HashMap<>(Map.ofEntries(
                Map.entry("tasks.max", "1"),
                Map.entry("topic.prefix", PREFIX),
                Map.entry("database.hostname", "127.0.0.1"),
                Map.entry("database.port", Integer.toString(primary.port())),
                Map.entry("database.user", DatabaseServer.ROOT),
                Map.entry("database.password", primary.account().getProperty("password")),
                Map.entry("database.server.id", "77001"),
                Map.entry("database.include.list", "sbtest"),
                Map.entry("table.include.list", "sbtest\\.(sbtest.|bulk)"),
                Map.entry("snapshot.locking.mode", "none"),
                Map.entry("include.schema.changes", "false"),
                Map.entry("schema.history.internal.kafka.bootstrap.servers", bootstrap),
                Map.entry("schema.history.internal.kafka.topic", HISTORY),
                Map.entry("schema.history.internal.store.only.captured.tables.ddl", "true"),
                Map.entry("tombstones.on.delete", "false"),
                Map.entry("max.batch.size", "16384"),
                Map.entry("max.queue.size", "65536"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("key.converter.schemas.enable", "true"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter.schemas.enable", "true"),
                Map.entry("producer.override.compression.type", "lz4"),
                Map.entry("producer.override.batch.size", "1048576")));
        boolean mysql = primary.engine().equals("mysql");
        config.put(
                "connector.class",
                mysql
                        ? "io.debezium.connector.mysql.MySqlConnector"
                        : "io.debezium.connector.mariadb.MariaDbConnector");
        config.put("database.ssl.mode", mysql ? "disabled" : "disable");
        return JSON.writeValueAsString(Map.of("name", NAME, "config", config));
    }

    /**
     * Waits until each topic ends with the backlog's last row.
     *
     * @throws IllegalStateException where that takes longer than this, or the connector has failed
     */
    void await(Backlog backlog, Duration patience) throws IOException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(kafka.client());
        properties.put("enable.auto.commit", false);
        Set<String> open = new HashSet<>(Backlog.TABLES);
        long end = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            while (!open.isEmpty()) {
                for (String table : List.copyOf(open)) {
                    if (lastId(consumer, new TopicPartition(topic(table), 0)) == backlog.mark()) {
                        open.remove(table);
                    }
                }
                if (System.nanoTime() > end) {
                    throw Subject.late("the topics of " + open, "did not receive the backlog", patience);
                }
                if (connect.state(NAME).orElseThrow().tasks().contains("FAILED")) {
                    throw new IllegalStateException(NAME + " failed: "
                            + connect.state(NAME).orElseThrow().trace());
                }
                Thread.sleep(200);
            }
        }
    }

    private static long lastId(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) throws IOException {
        consumer.assign(List.of(partition));
        long next = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (next == 0) {
            return -1;
        }
        consumer.seek(partition, next - 1);
        long id = -1;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
            JsonNode after = JSON.readTree(record.value()).path("payload").path("after");
            id = after.path("id").asLong(-1);
        }
        return id;
    }
}
