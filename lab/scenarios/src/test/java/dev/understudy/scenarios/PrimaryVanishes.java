package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.events.RecoveryStep;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The primary's host is gone, with its disk and its agent: what was acknowledged is in the journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PrimaryVanishes {

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
        long epoch = scene.epoch();
        OrderLoad load = scene.load();
        scene.ordered(load, 200);

        // The connector is behind: the journal alone has the last of it.
        scene.system().connect().kill();
        scene.ordered(load, 50);
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
