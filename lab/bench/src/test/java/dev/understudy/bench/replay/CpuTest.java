package dev.understudy.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTest {

    @Test
    void what_was_used_since_is_told_apart_for_server_and_applier() {
        assertThat(new Cpu(7, 3).since(new Cpu(5, 0.5))).isEqualTo(new Cpu(2, 2.5));
        assertThat(new Cpu(2, 2.5).total()).isEqualTo(4.5);
    }
}
