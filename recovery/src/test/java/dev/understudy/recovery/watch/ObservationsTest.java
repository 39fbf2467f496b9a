package dev.understudy.recovery.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    @Test
    void many_faults_that_lead_to_nothing_push_none_out_that_does() {
        Observations observations = new Observations();
        observations.take(fault("the death", FaultKind.PRIMARY_DOWN), Duration.ZERO);
        for (int i = 0; i < 200; i++) {
            observations.take(fault("advisory " + i, FaultKind.RESOURCE_EXHAUSTION), Duration.ZERO);
        }
        assertThat(observations.faults())
                .hasSize(64)
                .extracting(seen -> seen.fault().incident())
                .contains("the death", "advisory 199")
                .doesNotContain("advisory 0");
    }

    @Test
    void of_those_that_lead_to_something_the_oldest_goes() {
        Observations observations = new Observations();
        for (int i = 0; i < 65; i++) {
            observations.take(fault("death " + i, FaultKind.PRIMARY_DOWN), Duration.ZERO);
        }
        assertThat(observations.faults())
                .hasSize(64)
                .extracting(seen -> seen.fault().incident())
                .doesNotContain("death 0");
    }

    private static Fault fault(String incident, FaultKind kind) {
        return new Fault(
                incident,
                kind,
                Fault.Phase.CONFIRMED,
                "orders",
                "orders-a",
                Epoch.of(1),
                "boot",
                0,
                "detector",
                false,
                "because",
                List.of());
    }
}
