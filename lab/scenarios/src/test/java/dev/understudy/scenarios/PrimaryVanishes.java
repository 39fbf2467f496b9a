package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Topics;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The primary's host is gone, with its disk and its agent: what was acknowledged is in the journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PrimaryVanishes {

    /** Longer than what is proven stays: for a second, and until the keepers' next words have been read and have grown as old. */
    private static final long TRIMMED_WITHIN_MILLIS = 15_000;

    private Scene scene;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(folder, binaries(), List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY), Durability.ZERO_LOSS);
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void nothing_that_was_acknowledged_is_lost() throws Exception {
        scene.keepsOfTheJournal("1s");
        long epoch = scene.epoch();
        OrderLoad load = scene.load();
        scene.ordered(load, 200);
        Scene.await("what the changelog holds is trimmed from the journal", () -> begins() > 0);

        // The connector is behind: the journal alone has the last of it, and keeps it.
        scene.system().connect().kill();
        long shown = ends();
        scene.ordered(load, 300);
        Thread.sleep(TRIMMED_WITHIN_MILLIS);
        assertThat(begins()).isLessThanOrEqualTo(shown);
        scene.system().service("agent-" + OrderSystem.PRIMARY).kill();
        scene.system().database(OrderSystem.PRIMARY).vanish();
        scene.system().connect().start();

        scene.serving(epoch);
        assertThat(scene.writer()).isEqualTo(OrderSystem.STANDBY);
        scene.ordered(load, 50);
        scene.nothingIsLost(load);
        assertThat(certificate())
                .containsEntry("fence", "journal-sealed")
                .containsEntry("lost", "")
                .containsEntry("unknown", "")
                .containsKeys("journalEnd", "changelogEnd", "neverAcknowledged");
    }

    private long begins() {
        return journal(OffsetSpec.earliest());
    }

    private long ends() {
        return journal(OffsetSpec.latest());
    }

    private long journal(OffsetSpec which) {
        TopicPartition journal = new TopicPartition(Topics.journal(Layout.CLUSTER), 0);
        try (Admin admin = Admin.create(scene.system().kafkaConfig().client())) {
            return admin.listOffsets(Map.of(journal, which))
                    .partitionResult(journal)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The fail-over's last record. */
    private Map<String, Object> certificate() {
        try (EventTail tail = EventTail.fromTheBeginning(scene.system().kafkaConfig())) {
            Map<String, Object> found = Map.of();
            do {
                for (SystemEvent event : tail.poll(Duration.ofMillis(300))) {
                    if (event.record() instanceof RecoveryStep step
                            && step.plan() == RecoveryStep.Plan.FAIL_OVER
                            && step.state() == RecoveryStep.State.ENDED) {
                        found = step.details();
                    }
                }
            } while (!tail.atTheEnd());
            return found;
        }
    }
}
