package dev.understudy.runtime.kafka;

import dev.understudy.events.TopicPolicy;
import dev.understudy.runtime.config.ConfigurationException;
import dev.understudy.runtime.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Asks whether a broker answers, and creates the topics that are missing. Existing topics are left as they are. */
public final class KafkaSetup {

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(30);

    private KafkaSetup() {}

    /**
     * Waits for a broker.
     *
     * @throws ConfigurationException where none answers within {@code patience}, in one line with the address
     */
    public static void requireBroker(KafkaConfig kafka, Duration patience) {
        try (Admin admin = admin(kafka, patience)) {
            admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new ConfigurationException("no Kafka broker answers at " + kafka.bootstrap() + " within "
                    + patience.toSeconds() + " s: check kafka.bootstrap and that the broker runs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while waiting for Kafka");
        }
    }

    /**
     * Creates what is missing of these topics.
     *
     * @throws ConfigurationException where the broker does not answer or refuses
     */
    public static void ensureTopics(KafkaConfig kafka, List<TopicPolicy> policies) {
        try (Admin admin = admin(kafka, ADMIN_TIMEOUT)) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            for (TopicPolicy policy : policies) {
                if (!present.contains(policy.name())) {
                    missing.add(topic(policy, kafka));
                }
            }
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ConfigurationException(
                        "cannot create the topics at " + kafka.bootstrap() + ": " + e.getMessage());
            }
        } catch (KafkaException e) {
            throw new ConfigurationException("cannot reach Kafka at " + kafka.bootstrap() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while creating topics");
        }
    }

    private static NewTopic topic(TopicPolicy policy, KafkaConfig kafka) {
        Map<String, String> config = new HashMap<>(policy.config());
        int replication = kafka.replication() == null ? 1 : kafka.replication();
        if (replication >= 3) {
            config.put("min.insync.replicas", "2");
        }
        config.put("unclean.leader.election.enable", "false");
        return new NewTopic(policy.name(), Optional.of(policy.partitions()), Optional.of((short) replication))
                .configs(config);
    }

    private static Admin admin(KafkaConfig kafka, Duration timeout) {
        Map<String, Object> properties = kafka.client();
        properties.put("request.timeout.ms", Long.toString(timeout.toMillis()));
        properties.put("default.api.timeout.ms", Long.toString(timeout.toMillis()));
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigurationException("kafka.bootstrap " + kafka.bootstrap() + ": " + cause.getMessage());
        }
    }
}
