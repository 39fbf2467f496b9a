package dev.understudy.recovery.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.recovery.preflight.rules.Hazard;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightConfigTest {

    @Test
    void it_looks_every_minute_and_accepts_nothing_unless_told() {
        assertThat(PreflightConfig.DEFAULT.interval()).contains(Duration.ofMinutes(1));
        assertThat(PreflightConfig.DEFAULT.accepted()).isEmpty();
        assertThat(new PreflightConfig("off", null).interval()).isEmpty();
    }

    @Test
    void findings_are_accepted_by_name() {
        assertThat(new PreflightConfig("5m", List.of("table-engine", "definer")).accepted())
                .containsExactlyInAnyOrder(Hazard.TABLE_ENGINE, Hazard.DEFINER);
    }

    @Test
    void a_name_that_is_none_and_what_nobody_can_set_aside_are_mistakes() {
        assertThatThrownBy(() -> new PreflightConfig(null, List.of("tabel-engine")))
                .hasMessageContaining("there is no finding 'tabel-engine'");
        assertThatThrownBy(() -> new PreflightConfig(null, List.of("errant-transactions")))
                .hasMessageContaining("cannot be accepted");
        assertThatThrownBy(() -> new PreflightConfig("soon", null)).hasMessageContaining("every");
    }
}
