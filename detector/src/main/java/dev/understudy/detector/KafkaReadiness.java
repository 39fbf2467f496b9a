package dev.understudy.detector;

import dev.understudy.runtime.config.ConfigurationException;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until Kafka answers and has the topics that the detector reads and writes. It creates none of them. */
final class KafkaReadiness {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaReadiness.class);
    private static final Duration TRY = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final int LOOKS_PER_LINE = 50;

    private final KafkaConfig kafka;
    private final BooleanSupplier stopped;

    KafkaReadiness(KafkaConfig kafka, BooleanSupplier stopped) {
        this.kafka = kafka;
        this.stopped = stopped;
    }

    /**
     * @throws ConfigurationException where no broker answers within {@code patience}, 5s at least
     */
    void awaitBroker(Duration patience) {
        long tries = Math.max(1, patience.dividedBy(TRY));
        for (long left = tries - 1; ; left--) {
            try {
                KafkaSetup.requireBroker(kafka, TRY);
                return;
            } catch (ConfigurationException e) {
                if (left <= 0 || stopped.getAsBoolean()) {
                    throw e;
                }
                LOG.warn("{}; trying again", e.getMessage());
            }
        }
    }

    /** Waits for the topics, however long it takes; whoever sets the cluster up creates them. */
    void awaitTopics(List<String> topics) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.client())) {
            for (long look = 0; !stopped.getAsBoolean(); look++) {
                List<String> missing = missing(admin, topics);
                if (missing.isEmpty()) {
                    return;
                }
                if (look % LOOKS_PER_LINE == 0) {
                    LOG.info("waiting for topics that do not exist yet: {}", String.join(", ", missing));
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    private static List<String> missing(Admin admin, List<String> topics) throws InterruptedException {
        List<String> missing = new ArrayList<>(topics);
        try {
            missing.removeAll(admin.listTopics().names().get());
        } catch (ExecutionException e) {
            LOG.warn("Kafka does not list its topics: {}", String.valueOf(e.getCause()));
        }
        return missing;
    }
}
