package dev.understudy.router.haproxy;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.CLUSTER;
import static dev.understudy.router.Given.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route;
import dev.understudy.router.Await;
import dev.understudy.router.Given;
import dev.understudy.router.LogLines;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.routing.Role;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Drained;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that steers, with an HAProxy in memory. */
class DriverTest {

    private static final HaproxyConfig CONFIG =
            new HaproxyConfig("/run/h.sock", "be", CLUSTER, Role.WRITER, null, "hold", Map.of());

    private final FakeHaproxy haproxy =
            new FakeHaproxy("be").with(A, 3301).with(B, 3302).withHold();
    private final LiveTable table = new LiveTable(RouteTable.EMPTY);
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final Driver driver =
            new Driver(CONFIG, new Steering.Sources(table, Drained.nobody(), clock::get), haproxy, List::of);

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void a_change_is_carried_out_and_shown() {
        driver.start();
        Await.until("asked", () -> state().startsWith("left alone: no route of orders"));
        take(serving(1, A, B));
        Await.until("a serves", () -> haproxy.server(A).ready() && state().equals("goes to orders-a"));
        take(serving(2, B));
        Await.until("b serves", () -> haproxy.server(B).ready() && state().equals("goes to orders-b"));
        assertThat(haproxy.server(A).maint()).isTrue();
        assertThat(driver.stats().counts().commands()).isEqualTo(4);
        assertThat(driver.stats().counts().failures()).isZero();
    }

    @Test
    void a_route_of_an_older_epoch_moves_nothing() {
        take(serving(2, B));
        driver.start();
        Await.until("b serves", () -> state().equals("goes to orders-b"));
        haproxy.told();
        assertThat(table.get().with(serving(1, A))).isEmpty();
        take(serving(1, A));
        looksAgain();
        assertThat(haproxy.told()).isEmpty();
    }

    @Test
    void one_that_was_restarted_is_brought_back() {
        take(serving(1, A, B));
        driver.start();
        Await.until("a serves", () -> haproxy.server(A).ready());
        haproxy.restart();
        Await.until("a serves again", () -> haproxy.server(A).ready());
    }

    @Test
    void a_doubt_that_ends_by_time_is_seen_without_a_change() {
        take(serving(1, A, B));
        table.change(now -> now.with(Given.fault(FaultKind.PRIMARY_HUNG, Fault.Phase.SUSPECTED, A, 1), clock.get()));
        driver.start();
        Await.until("it holds", () -> state().startsWith("holds: orders-a is in doubt"));
        clock.addAndGet(60_000);
        Await.until("a serves", () -> haproxy.server(A).ready());
    }

    @Test
    void one_that_is_away_is_told_once_and_steered_when_it_is_back() {
        haproxy.away(true);
        take(serving(1, A, B));
        try (LogLines log = LogLines.warningsOf(Driver.class)) {
            driver.start();
            Await.until("tried again", () -> driver.stats().counts().failures() >= 3);
            assertThat(driver.stats().counts().reachable()).isFalse();
            assertThat(state()).isEqualTo("does not answer: connection refused");
            assertThat(log.lines()).containsExactly("haproxy be at /run/h.sock: does not answer: connection refused");
        }
        haproxy.away(false);
        Await.until("a serves", () -> haproxy.server(A).ready());
        Await.until("it shows", () -> driver.stats().counts().reachable());
    }

    @Test
    void one_that_denies_everything_is_reachable_and_told() {
        haproxy.answers("Permission denied\n\n");
        driver.start();
        Await.until("told", () -> state().equals("it says: Permission denied"));
        assertThat(driver.stats().counts().reachable()).isTrue();
        haproxy.answers(null);
        Await.until("asked again", () -> state().startsWith("left alone"));
    }

    @Test
    void one_that_does_not_do_as_told_is_not_told_for_ever_at_once() {
        haproxy.deaf(true);
        take(serving(1, A, B));
        driver.start();
        Await.until("told", () -> state().equals("does not do as told: set server be/orders-a state ready"));
        haproxy.deaf(false);
        Await.until("a serves", () -> haproxy.server(A).ready());
    }

    @Test
    void one_that_was_closed_says_nothing_more() {
        take(serving(1, A, B));
        driver.start();
        Await.until("a serves", () -> state().equals("goes to orders-a"));
        driver.close();
        haproxy.told();
        take(serving(2, B));
        looksAgain();
        assertThat(haproxy.told()).isEmpty();
        assertThat(haproxy.server(A).ready()).as("as it was").isTrue();
    }

    /** Longer than the time between two looks. */
    private static void looksAgain() {
        long end = System.nanoTime() + 700_000_000L;
        Await.until("looked again", () -> System.nanoTime() - end > 0);
    }

    private String state() {
        return driver.stats().counts().state();
    }

    private void take(Route route) {
        table.change(now -> now.with(route).orElse(now));
    }
}
