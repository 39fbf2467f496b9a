package dev.understudy.stage;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class KafkaClusterIT {

    private static final long PATIENCE_SECONDS = 30;

    @Test
    void three_brokers_hold_three_copies_and_one_may_go() throws Exception {
        Path folder = Path.of("target", "runs", "KafkaClusterIT-" + System.currentTimeMillis());
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            KafkaCluster kafka = KafkaCluster.start(stage, new KafkaCluster.Options("kafka", 3, List.of()));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
                create(admin, "before", 3);
                awaitCopiesInSync(admin, "before", 3);
                KafkaBroker gone = kafka.brokers().get(0);
                gone.kill();
                create(admin, "meanwhile", 2);
                gone.start();
            }
        }
    }

    private static void create(Admin admin, String name, int copies) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) copies))).all().get();
    }

    // A topic is made when the controller has it: a broker that is asked right behind may not have heard of it yet.
    private static void awaitCopiesInSync(Admin admin, String topic, int copies) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String seen = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                List<Node> inSync = admin.describeTopics(List.of(topic))
                        .topicNameValues()
                        .values()
                        .iterator()
                        .next()
                        .get()
                        .partitions()
                        .get(0)
                        .isr();
                if (inSync.size() == copies) {
                    return;
                }
                seen = inSync.toString();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                seen = e.getMessage();
            }
            Thread.sleep(50);
        }
        fail("after %d s %s has not %d copies in sync: %s", PATIENCE_SECONDS, topic, copies, seen);
    }
}
