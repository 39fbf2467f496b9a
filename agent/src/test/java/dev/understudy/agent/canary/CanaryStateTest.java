package dev.understudy.agent.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.agent.route.Reign.Role;
import dev.understudy.events.Canary;
import dev.understudy.events.Canary.Cause;
import dev.understudy.events.Canary.Outcome;
import org.junit.jupiter.api.Test;

class CanaryStateTest {

    private static final long MILLI = 1_000_000;

    @Test
    void a_commit_under_way_is_told_as_waiting_once_it_takes_long() {
        CanaryState state = CanaryState.NEW.begun(0).committed(3, 1_000).begun(0);
        assertThat(state.view(50 * MILLI, null)).isEqualTo(new Canary(Outcome.COMMITTED, 3, 1_000));
        assertThat(state.view(500 * MILLI, new Why(Cause.DISK_FULL, "disk full")))
                .isEqualTo(new Canary(Outcome.WAITING, 500, Cause.DISK_FULL, "disk full", 1_000));
    }

    @Test
    void the_last_commit_is_remembered_through_failures() {
        CanaryState state = CanaryState.NEW.committed(3, 1_000).failed(5, new Why(Cause.READ_ONLY, "read-only"));
        assertThat(state.view(0, null)).isEqualTo(new Canary(Outcome.FAILED, 5, Cause.READ_ONLY, "read-only", 1_000));
    }

    @Test
    void a_standby_refuses_as_it_should_and_fails_where_it_does_not() {
        assertThat(CanaryState.NEW.finished(true, Role.OTHER, 1).last())
                .isEqualTo(new Canary(Outcome.REFUSED_AS_IT_SHOULD, 1, 0));
        assertThat(CanaryState.NEW.finished(true, Role.UNDECIDED, 1).last())
                .isEqualTo(new Canary(Outcome.REFUSED_AS_IT_SHOULD, 1, 0));
        assertThat(CanaryState.NEW.finished(false, Role.OTHER, 1).last())
                .isEqualTo(new Canary(Outcome.FAILED, 1, Cause.NOT_TRIED, "accepts writes and is not the writer", 0));
        assertThat(CanaryState.NEW.finished(false, Role.UNDECIDED, 1).last()).isNull();
    }

    @Test
    void a_wait_that_nobody_explains_has_an_unknown_cause() {
        Canary canary = CanaryState.NEW.begun(0).view(500 * MILLI, null);
        assertThat(canary).isEqualTo(new Canary(Outcome.WAITING, 500, Cause.UNKNOWN, null, 0));
    }

    @Test
    void a_server_that_waits_without_a_word_on_a_full_disk_waits_for_space() {
        Why silent = new Why(Cause.UNKNOWN, "Commit");
        assertThat(silent.given(4_096L))
                .isEqualTo(new Why(Cause.DISK_FULL, "Commit; 4096 bytes are free for its data"));
        assertThat(silent.given(Why.NO_SPACE)).isEqualTo(silent);
        assertThat(silent.given(null)).isEqualTo(silent);
        Why acknowledged = new Why(Cause.SEMI_SYNC, "Waiting for semi-sync ACK from replica");
        assertThat(acknowledged.given(4_096L)).isEqualTo(acknowledged);
    }
}
