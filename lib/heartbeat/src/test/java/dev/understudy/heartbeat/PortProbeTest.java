package dev.understudy.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Probe;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortProbeTest {

    @Test
    void a_listener_answers_and_a_closed_port_refuses() throws IOException {
        Address address;
        try (ServerSocket server = new ServerSocket(0)) {
            address = new Address("127.0.0.1", server.getLocalPort());
            assertThat(PortProbe.probe(address, 500).outcome()).isEqualTo(Probe.Outcome.ANSWERED);
        }
        assertThat(PortProbe.probe(address, 500).outcome()).isEqualTo(Probe.Outcome.REFUSED);
    }

    @Test
    void the_memory_in_use_is_read_from_the_kernels_own_table() {
        List<String> lines = List.of("MemTotal:       24000000 kB", "MemAvailable:   12000000 kB");
        assertThat(MachineVitals.kilobytes(lines, "MemAvailable:")).isEqualTo(12_000_000);
        assertThat(MachineVitals.kilobytes(lines, "Gone:")).isEqualTo(-1);
    }
}
