package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.cli.quickstart.Layout;
import dev.understudy.events.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the connector of an epoch that is over still sends: a transaction of the old primary, and a statement. */
final class LateConnector {

    private LateConnector() {}

    /**
     * @param connector of the older epoch
     * @param gtid of the transaction that nobody else has
     * @return how many records are to be void
     */
    static int sends(Map<String, Object> kafka, String connector, String gtid) throws Exception {
        String source = "{\"connector\":\"late\",\"name\":\"" + connector
                + "\",\"ts_ms\":1,\"snapshot\":\"false\",\"gtid\":\"" + gtid + "\",\"db\":\"play\",\"table\":\"kept\"}";
        List<String> records = List.of(
                "{\"status\":\"BEGIN\",\"id\":\"" + gtid + "\",\"event_count\":null,\"ts_ms\":1}",
                "{\"op\":\"c\",\"before\":null,\"after\":{\"id\":\"666\"},\"source\":" + source
                        + ",\"transaction\":{\"id\":\"" + gtid + "\",\"total_order\":1}}",
                "{\"op\":\"d\",\"before\":{\"id\":\"1\"},\"after\":null,\"source\":" + source
                        + ",\"transaction\":{\"id\":\"" + gtid + "\",\"total_order\":2}}",
                "{\"status\":\"END\",\"id\":\"" + gtid + "\",\"event_count\":2,\"ts_ms\":1}",
                "{\"databaseName\":\"play\",\"ddl\":\"DROP TABLE kept\",\"source\":" + source + "}");
        Map<String, Object> properties = new HashMap<>(kafka);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String record : records) {
                producer.send(new ProducerRecord<>(
                                Topics.changelog(Layout.CLUSTER),
                                0,
                                Topics.CONSTANT_KEY.getBytes(UTF_8),
                                record.getBytes(UTF_8)))
                        .get();
            }
        }
        return 3;
    }
}
