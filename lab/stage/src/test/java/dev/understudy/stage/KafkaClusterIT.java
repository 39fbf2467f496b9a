package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class KafkaClusterIT {

    @Test
    void three_brokers_hold_three_copies_and_one_may_go() throws Exception {
        Path folder = Path.of("target", "runs", "KafkaClusterIT-" + System.currentTimeMillis());
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            KafkaCluster kafka = KafkaCluster.start(stage, new KafkaCluster.Options("kafka", 3, List.of()));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
                create(admin, "before", 3);
                assertThat(admin.describeTopics(List.of("before"))
                                .allTopicNames()
                                .get()
                                .values())
                        .allSatisfy(topic ->
                                assertThat(topic.partitions().get(0).isr()).hasSize(3));
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
}
