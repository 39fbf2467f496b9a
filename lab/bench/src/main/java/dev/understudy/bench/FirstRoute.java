package dev.understudy.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.KafkaCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What recovery would have written, where a bench has none: the topics, and the one route that names a cluster's writer.
 *
 * @param cluster its name
 * @param node the writer's
 * @param port where it listens on this machine
 * @param state whether it can be used
 */
public record FirstRoute(String cluster, String node, int port, Route.State state) {

    /** One that serves. */
    public FirstRoute(String cluster, String node, int port) {
        this(cluster, node, port, Route.State.SERVING);
    }

    /** Creates the topics and writes the route; returns when Kafka has both. */
    public void publish(KafkaCluster kafka) throws Exception {
        List<TopicPolicy> topics = new ArrayList<>(TopicPolicy.shared());
        topics.addAll(TopicPolicy.of(cluster));
        KafkaSetup.ensureTopics(
                new KafkaConfig(kafka.bootstrap(), kafka.brokers().size(), Map.of()), topics);
        Route route = new Route(
                cluster,
                Epoch.of(1),
                state,
                state == Route.State.SERVING ? node : null,
                List.of(),
                Map.of(node, new Address("127.0.0.1", port)),
                "bench",
                0,
                "");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.ROUTES, 0, cluster.getBytes(UTF_8), RecordCodec.ROUTES.encode(route)))
                    .get();
        }
    }
}
