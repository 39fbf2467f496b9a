package dev.understudy.recovery.preflight.reading;

import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.recovery.preflight.facts.LogFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Asks Kafka how the cluster's topics are kept. */
final class TopicReader {

    private static final String WITHIN_MILLIS = "8000";

    private TopicReader() {}

    /**
     * @param kafka a client's properties
     * @throws ExecutionException where Kafka does not answer or refuses
     */
    static LogFacts read(Map<String, Object> kafka, String cluster) throws ExecutionException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("request.timeout.ms", WITHIN_MILLIS);
        properties.put("default.api.timeout.ms", WITHIN_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            int brokers = admin.describeCluster().nodes().get().size();
            List<String> ours = Stream.concat(TopicPolicy.shared().stream(), TopicPolicy.of(cluster).stream())
                    .map(TopicPolicy::name)
                    .filter(admin.listTopics().names().get()::contains)
                    .toList();
            Map<String, TopicDescription> described =
                    admin.describeTopics(ours).allTopicNames().get();
            Map<ConfigResource, Config> configs = admin.describeConfigs(ours.stream()
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList())
                    .all()
                    .get();
            Map<String, LogFacts.Topic> topics = new HashMap<>();
            described.forEach((name, topic) -> topics.put(
                    name,
                    new LogFacts.Topic(
                            topic.partitions().size(),
                            topic.partitions().stream()
                                    .mapToInt(partition -> partition.replicas().size())
                                    .min()
                                    .orElse(0),
                            settings(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name))))));
            return new LogFacts(brokers, topics, end(admin, topics, Topics.changelog(cluster)));
        }
    }

    private static Map<String, String> settings(@org.jspecify.annotations.Nullable Config config) {
        return config == null
                ? Map.of()
                : config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static long end(Admin admin, Map<String, LogFacts.Topic> topics, String changelog)
            throws ExecutionException, InterruptedException {
        if (!topics.containsKey(changelog)) {
            return 0;
        }
        TopicPartition partition = new TopicPartition(changelog, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
