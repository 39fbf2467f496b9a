package dev.understudy.detector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectorTopologyTest {

    @Test
    void the_topology_is_the_one_that_was_meant() throws IOException {
        DetectorConfig config = Configs.defaults();
        Beholders beholders = new Beholders(new SimpleMeterRegistry());
        KeptChanges changes = new KeptChanges();
        String described = DetectorTopology.of(
                        () -> new NodeJudge(config, Set.of(), beholders, changes), config.history(), changes)
                .describe()
                .toString();
        try (InputStream golden = getClass().getResourceAsStream("/expected_topology.txt")) {
            assertThat(golden).isNotNull();
            assertThat(described.strip()).isEqualTo(new String(golden.readAllBytes(), UTF_8).strip());
        }
    }
}
