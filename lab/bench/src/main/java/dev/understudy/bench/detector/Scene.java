package dev.understudy.bench.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.RecordCodec;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.KafkaCluster;
import dev.understudy.stage.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a detector of a fleet finds: a broker, the topics, and the route of each cluster. */
record Scene(Stage stage, String bootstrap, Fleet fleet) {

    /**
     * @param partitions of the topic of heartbeats
     */
    static Scene set(Stage stage, Fleet fleet, int partitions) throws Exception {
        KafkaCluster kafka = KafkaCluster.start(stage, new KafkaCluster.Options("kafka", 1, List.of()));
        KafkaSetup.ensureTopics(
                new KafkaConfig(kafka.bootstrap(), 1, Map.of()),
                TopicPolicy.shared().stream()
                        .map(policy -> policy.name().equals(Topics.HEARTBEATS)
                                ? new TopicPolicy(policy.name(), partitions, policy.config())
                                : policy)
                        .toList());
        Scene scene = new Scene(stage, kafka.bootstrap(), fleet);
        scene.publishRoutes();
        return scene;
    }

    private void publishRoutes() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int cluster = 0; cluster < fleet.clusters(); cluster++) {
                byte[] key = fleet.cluster(Fleet.writer(cluster)).getBytes(UTF_8);
                producer.send(
                        new ProducerRecord<>(Topics.ROUTES, 0, key, RecordCodec.ROUTES.encode(fleet.route(cluster))));
            }
        }
    }

    /** What the detector's own topics take on the broker's disk, KB. */
    double stateKilobytes() throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(Map.<String, Object>of("bootstrap.servers", bootstrap)))) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                            .flatMap(folders -> folders.values().stream())
                            .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                            .filter(replica -> replica.getKey().topic().endsWith("-changelog"))
                            .mapToLong(replica -> replica.getValue().size())
                            .sum()
                    / 1024.0;
        }
    }
}
