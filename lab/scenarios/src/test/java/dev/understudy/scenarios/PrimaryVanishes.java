package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
        scene.system().database(OrderSystem.PRIMARY).kill();
        delete(scene.system().database(OrderSystem.PRIMARY).data());
        scene.system().connect().start();

        scene.serving(epoch);
        assertThat(scene.writer()).isEqualTo(OrderSystem.STANDBY);
        scene.ordered(load, 50);
        scene.nothingIsLost(load);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
