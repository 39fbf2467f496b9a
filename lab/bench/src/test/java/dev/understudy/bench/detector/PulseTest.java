package dev.understudy.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {

    @Test
    void a_fleet_joins_within_twenty_seconds() {
        assertThat(Pulse.due(0, 50_000)).isZero();
        assertThat(Pulse.due(10e9, 50_000)).isEqualTo(125_000);
        assertThat(Pulse.due(20e9, 50_000)).isEqualTo(500_000);
        assertThat(Pulse.due(21e9, 50_000)).isEqualTo(550_000);
    }
}
