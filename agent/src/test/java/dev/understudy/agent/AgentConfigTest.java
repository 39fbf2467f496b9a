package dev.understudy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentConfigTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void what_is_left_out_has_a_default() throws IOException {
        AgentConfig config = read("agent:\n  node: orders-a\n");
        assertThat(config.interval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.probeTimeout()).isEqualTo(Duration.ofMillis(300));
        assertThat(config.processPoll()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.fencing()).isTrue();
    }

    @Test
    void everything_can_be_set() throws IOException {
        AgentConfig config = read("agent:\n  node: orders-a\n  cluster: orders\n  http: {port: 8091}\n"
                + "  interval: 100ms\n  fencing: false\n  dataDir: data\n  pidFile: server.pid\n  stateDir: state\n");
        assertThat(config.fencing()).isFalse();
        assertThat(config.interval()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void nonsense_is_refused_in_one_line() {
        assertThatThrownBy(() -> read("agent: {}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("node is missing");
        assertThatThrownBy(() -> read("agent:\n  node: a\n  interval: 1ms\n"))
                .hasMessageContaining("interval is 20ms to 10000ms, not 1ms");
        assertThatThrownBy(() -> read("agent:\n  node: a\n  binlogIndex: x\n"))
                .hasMessageContaining("binlogIndex needs dataDir");
        assertThatThrownBy(() -> read("agent:\n  node: a\n  colour: red\n")).hasMessageContaining("colour");
    }

    @Test
    void the_published_interface_is_json() throws IOException {
        try (InputStream in = AgentHttp.class.getResourceAsStream("openapi.json")) {
            assertThat(new ObjectMapper().readTree(in).path("paths").has("/primary"))
                    .isTrue();
        }
    }

    private AgentConfig read(String text) throws IOException {
        Path file = folder.resolve("understudy.yaml");
        Files.writeString(file, text);
        return Configuration.read(file, Map.of()).required("agent", AgentConfig.class);
    }
}
