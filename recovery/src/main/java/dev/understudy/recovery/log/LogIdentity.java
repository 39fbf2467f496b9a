package dev.understudy.recovery.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** What tells a topic from another of the same name: one that was deleted and made anew has another id. */
public final class LogIdentity {

    private static final long PATIENCE_SECONDS = 10;

    private LogIdentity() {}

    /**
     * @param kafka a client's properties
     * @throws KafkaException where it cannot be found out now
     */
    public static String of(Map<String, Object> kafka, String topic) {
        try (Admin admin = Admin.create(kafka)) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .topicId()
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while " + topic + " is looked up", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("topic " + topic + " cannot be looked up: " + e.getMessage(), e);
        }
    }
}
