package dev.understudy.router.haproxy;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.events.Address;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route;
import dev.understudy.router.Await;
import dev.understudy.router.Given;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.haproxy.Callers.Call;
import dev.understudy.router.haproxy.Callers.Session;
import dev.understudy.router.routing.Role;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Drained;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's HAProxy, steered from one server to the other while clients come all the time. */
class RealHaproxyTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private NamedServer a;

    @SuppressWarnings("NullAway.Init") // set before each test
    private NamedServer b;

    private @Nullable HaproxyChild child;
    private @Nullable Steering steering;
    private final LiveTable table = new LiveTable(RouteTable.EMPTY);

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = HaproxyChild.program();
        assumeTrue(program.isPresent(), "no haproxy is installed: Debian's package of that name has it");
        a = new NamedServer(A);
        b = new NamedServer(B);
        child = HaproxyChild.start(program.orElseThrow(), folder);
        steering = steer();
    }

    @AfterEach
    void stop() throws Exception {
        if (steering != null) {
            steering.close();
        }
        if (child != null) {
            child.close();
            a.close();
            b.close();
        }
    }

    @Test
    void a_planned_change_loses_nobody() throws Exception {
        take(route(1, Route.State.SERVING, A));
        try (Callers callers = new Callers(haproxy().frontend(), 8);
                Session old = Callers.open(haproxy().frontend())) {
            Await.until("a serves", () -> callers.anyBy(A));
            take(route(2, Route.State.HOLDING, null));
            awaitState("holds: ");
            // What HAProxy had sent on its way arrives.
            pause(200);
            int before = a.acceptedAt().size();
            pause(500);
            assertThat(a.acceptedAt()).as("no new ones").hasSize(before);
            assertThat(old.answers()).as("the established goes on").isTrue();
            take(route(2, Route.State.SERVING, B));
            Await.until("b serves", () -> callers.anyBy(B));
            assertThat(old.answers()).as("the old one has ended").isFalse();
            callers.close();
            requireFirstAThenB(callers.calls());
        }
        assertThat(haproxy().runs()).isTrue();
    }

    @Test
    void a_dead_writers_clients_wait_for_its_successor() throws Exception {
        take(route(1, Route.State.SERVING, A));
        try (Callers callers = new Callers(haproxy().frontend(), 8)) {
            Await.until("a serves", () -> callers.anyBy(A));
            // Clients that come before anybody knows wait as well: HAProxy tries them again.
            a.close();
            pause(300);
            table.change(now -> now.with(Given.fault(FaultKind.PRIMARY_DOWN, Fault.Phase.CONFIRMED, A, 1), 0));
            awaitState("holds: orders-a is down");
            take(route(2, Route.State.SERVING, B));
            Await.until("b serves", () -> callers.anyBy(B));
            callers.close();
            List<Call> refused = callers.calls().stream()
                    .filter(call -> call.by().equals(Callers.REFUSED))
                    .toList();
            // Whoever was connected to it when it died is not repeated.
            assertThat(refused).hasSizeLessThanOrEqualTo(8);
            assertThat(refused).allMatch(call -> call.to() < Collections.min(b.acceptedAt()));
        }
    }

    @Test
    void one_that_is_killed_and_started_is_steered_again_and_so_it_is_by_another_router() throws Exception {
        take(route(1, Route.State.SERVING, A));
        take(route(2, Route.State.SERVING, B));
        awaitState("goes to orders-b");
        haproxy().kill();
        awaitState("does not answer: ");
        haproxy().run();
        try (Callers callers = new Callers(haproxy().frontend(), 4)) {
            Await.until("b serves", () -> callers.anyBy(B));
            awaitState("goes to orders-b");
            steering().close();
            steering = steer();
            awaitState("goes to orders-b");
            assertThat(steering().counts().get(0).commands())
                    .as("nothing to be done")
                    .isZero();
            take(route(3, Route.State.HOLDING, null));
            awaitState("holds: ");
            // What is on its way to b when its sessions are shut ends unheard: a hold lets it arrive.
            pause(200);
            take(route(3, Route.State.SERVING, A));
            Await.until("a serves", () -> callers.anyBy(A));
            callers.close();
            assertThat(callers.calls()).extracting(Call::by).containsOnly(A, B);
        }
    }

    @Test
    void without_a_writer_to_come_clients_are_told_at_once() throws Exception {
        take(route(1, Route.State.SERVING, A));
        awaitState("goes to orders-a");
        take(route(2, Route.State.UNAVAILABLE, null));
        awaitState("refuses: ");
        long from = System.nanoTime();
        try (Session session = Callers.open(haproxy().frontend())) {
            assertThat(session.by()).isEqualTo(Callers.REFUSED);
            assertThat(System.nanoTime() - from).isLessThan(1_000_000_000L);
        }
    }

    /** Nobody was refused, nor served by a once b had begun. */
    private void requireFirstAThenB(List<Call> calls) {
        assertThat(calls).extracting(Call::by).containsOnly(A, B);
        assertThat(Collections.max(a.acceptedAt())).isLessThan(Collections.min(b.acceptedAt()));
    }

    private Steering steer() {
        HaproxyConfig config = new HaproxyConfig(
                haproxy().socket().toString(), "orders_writer", CLUSTER, Role.WRITER, null, "hold", Map.of());
        Steering started = new Steering(
                List.of(config), new Steering.Sources(table, Drained.nobody(), () -> System.nanoTime() / 1_000_000));
        started.start();
        return started;
    }

    private HaproxyChild haproxy() {
        HaproxyChild running = child;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    private Steering steering() {
        Steering running = steering;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    private void awaitState(String begins) {
        Await.until(begins, () -> steering().counts().get(0).state().startsWith(begins));
    }

    private Route route(long epoch, Route.State state, @Nullable String writer) {
        Map<String, Address> addresses = Map.of(A, a.address(), B, b.address());
        return Given.route(epoch, state, writer, addresses);
    }

    private void take(Route route) {
        table.change(now -> now.with(route).orElse(now));
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
