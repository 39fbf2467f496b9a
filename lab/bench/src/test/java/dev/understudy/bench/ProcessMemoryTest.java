package dev.understudy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    @Test
    void what_is_resident_is_read_in_megabytes() throws IOException {
        assertThat(ProcessMemory.ofStatus("Name:\tjava\nVmPeak:\t 9000000 kB\nVmRSS:\t  196608 kB\n"))
                .isEqualTo(192);
    }

    @Test
    void a_process_without_memory_is_said_to_be_none() {
        assertThatThrownBy(() -> ProcessMemory.ofStatus("Name:\tkthreadd\n")).isInstanceOf(IOException.class);
    }

    @Test
    void this_process_has_some() throws IOException {
        assertThat(ProcessMemory.megabytes(ProcessHandle.current().pid())).isPositive();
    }
}
