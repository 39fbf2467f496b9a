package dev.understudy.orders.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.orders.report.QuickstartReport.Connections;
import dev.understudy.orders.report.QuickstartReport.EpochInfo;
import dev.understudy.orders.report.QuickstartReport.Orders;
import dev.understudy.orders.report.QuickstartReport.Standby;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Orders WELL = new Orders(100, 0, 0, 0, 0);
    private static final Connections HELD = new Connections(7, 9, 0);
    private static final Standby SAME = new Standby(true, 3, 300);
    private static final EpochInfo CHANGED = new EpochInfo(1, 2);

    @Test
    void held_and_cut_connections_are_no_reason() {
        assertThat(Verdict.reasons(true, WELL, HELD, SAME, CHANGED, List.of())).isEmpty();
    }

    @Test
    void every_broken_promise_is_a_reason_of_its_own() {
        assertThat(Verdict.reasons(
                        true,
                        new Orders(100, 1, 2, 3, 4),
                        new Connections(0, 0, 5),
                        new Standby(false, 3, 300),
                        new EpochInfo(1, 1),
                        List.of("and one more")))
                .containsExactly(
                        "and one more",
                        "1 acknowledged orders are lost",
                        "2 orders stand there more than once",
                        "3 orders were rejected",
                        "4 orders never got a clear answer",
                        "5 connections were refused or answered with an error",
                        "the standby is not identical to its primary",
                        "there was a fault and no fail-over: the epoch is still 1");
    }

    @Test
    void a_fail_over_without_a_fault_and_a_run_without_an_order_are_none_that_went_well() {
        assertThat(Verdict.reasons(false, WELL, HELD, SAME, CHANGED, List.of()))
                .containsExactly("there was a fail-over without a fault");
        assertThat(Verdict.reasons(true, new Orders(0, 0, 0, 0, 0), HELD, SAME, CHANGED, List.of()))
                .containsExactly("no order was acknowledged");
    }
}
