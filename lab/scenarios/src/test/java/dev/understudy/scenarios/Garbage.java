package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.cli.quickstart.Layout;
import dev.understudy.events.Topics;
import dev.understudy.runtime.config.KafkaConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that nobody should have written. */
final class Garbage {

    private static final List<byte[]> RECORDS = List.of(
            new byte[0],
            new byte[] {(byte) 0xff, 0, (byte) 0xfe},
            "null".getBytes(UTF_8),
            "[]".getBytes(UTF_8),
            "{".getBytes(UTF_8),
            "{\"version\":99,\"type\":\"fault\"}".getBytes(UTF_8),
            "{\"version\":\"one\"}".getBytes(UTF_8),
            ("{\"version\":1,\"note\":\"" + "x".repeat(900_000) + "\"}").getBytes(UTF_8));

    private Garbage() {}

    static void onEveryTopic(KafkaConfig kafka) throws Exception {
        Map<String, Object> client = kafka.client();
        client.put("max.request.size", 2_000_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : List.of(
                    Topics.HEARTBEATS,
                    Topics.FAULTS,
                    Topics.RECOVERIES,
                    Topics.ROUTES,
                    Topics.COMMANDS,
                    Topics.changelog(Layout.CLUSTER),
                    Topics.journal(Layout.CLUSTER))) {
                for (byte[] value : RECORDS) {
                    producer.send(new ProducerRecord<>(topic, "garbage".getBytes(UTF_8), value))
                            .get();
                }
            }
        }
    }
}
