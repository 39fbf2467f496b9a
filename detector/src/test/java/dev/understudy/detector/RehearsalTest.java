package dev.understudy.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.ServerProcess;
import org.junit.jupiter.api.Test;

/** It goes the whole way that a real fault goes, or it would not be worth playing. */
class RehearsalTest {

    @Test
    void a_kill_is_suspected_confirmed_and_cleared() {
        assertThat(Rehearsal.play(Configs.defaults().limits(), ServerProcess.State.ENDED))
                .filteredOn(fault -> fault.kind() == FaultKind.PRIMARY_DOWN)
                .extracting(Fault::phase)
                .containsExactly(Fault.Phase.SUSPECTED, Fault.Phase.CONFIRMED, Fault.Phase.CLEARED);
    }

    @Test
    void a_hang_is_suspected_confirmed_and_cleared() {
        assertThat(Rehearsal.play(Configs.defaults().limits(), ServerProcess.State.STOPPED))
                .filteredOn(fault -> fault.kind() == FaultKind.PRIMARY_HUNG)
                .extracting(Fault::phase)
                .containsExactly(Fault.Phase.SUSPECTED, Fault.Phase.CONFIRMED, Fault.Phase.CLEARED);
    }
}
