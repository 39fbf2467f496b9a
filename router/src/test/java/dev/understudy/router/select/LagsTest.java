package dev.understudy.router.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.StandbyReport;
import dev.understudy.events.StandbyReport.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagsTest {

    private final Lags lags = new Lags();

    @Test
    void of_whom_nobody_has_reported_nothing_is_known() {
        assertThat(lags.millis("orders", "b", 5)).isEqualTo(Lags.UNKNOWN);
    }

    @Test
    void what_was_reported_ages_with_the_clock_until_the_next_report() {
        lags.take(report("b", State.FOLLOWING, 300), 1_000);
        assertThat(lags.millis("orders", "b", 1_000)).isEqualTo(300);
        assertThat(lags.millis("orders", "b", 1_700)).isEqualTo(1_000);
        lags.take(report("b", State.FOLLOWING, 20), 2_000);
        assertThat(lags.millis("orders", "b", 2_000)).isEqualTo(20);
        assertThat(lags.millis("stock", "b", 2_000)).isEqualTo(Lags.UNKNOWN);
    }

    @Test
    void one_that_is_not_followed_into_may_be_as_old_as_can_be() {
        for (State state : State.values()) {
            lags.take(report("b", state, 10), 1_000);
            assertThat(lags.millis("orders", "b", 1_000)).isEqualTo(state == State.FOLLOWING ? 10 : Lags.UNKNOWN);
        }
    }

    private static StandbyReport report(String node, State state, long lagMillis) {
        return new StandbyReport(
                "orders",
                node,
                "host",
                "recovery",
                1,
                1,
                new Epoch(1),
                state,
                "",
                lagMillis,
                null,
                0,
                List.of(),
                "",
                "",
                null,
                0);
    }
}
