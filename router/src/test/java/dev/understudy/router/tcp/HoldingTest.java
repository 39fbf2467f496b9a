package dev.understudy.router.tcp;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.fault;
import static dev.understudy.router.Given.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Fault.Phase;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route.State;
import dev.understudy.router.Await;
import dev.understudy.router.Given;
import dev.understudy.router.net.LeakCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class HoldingTest {

    @Test
    void before_the_first_route_a_client_waits_and_is_served_when_it_comes() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.echo("a");
                FakeClient client = router.client()) {
            awaitHeld(router, 1);
            router.writerIs(1, A, a.address());
            assertThat(client.greeted()).isEqualTo("a");
            assertThat(router.stats.counts().held()).isEqualTo(1);
            Await.until("nobody waits", () -> router.listener.waiting() == 0);
        }
    }

    @Test
    void who_waits_is_served_where_no_more_clients_come_and_then_nobody_hears_of_changes() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.echo("a");
                FakeClient client = router.client()) {
            awaitHeld(router, 1);
            int heard = router.table.subscribers();
            router.listener.end();
            assertThat(router.table.subscribers()).isEqualTo(heard);
            router.writerIs(1, A, a.address());
            assertThat(client.greeted()).isEqualTo("a");
            Await.until("nobody hears", () -> router.table.subscribers() == heard - 1);
        }
    }

    @Test
    void a_server_that_refuses_is_waited_for_until_a_route_names_another() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer b = FakeServer.echo("b")) {
            Address down = TcpRouter.nowhere();
            router.writerIs(1, A, down);
            try (FakeClient client = router.client()) {
                awaitHeld(router, 1);
                assertThat(router.isFailing(A, down)).isTrue();
                router.writerIs(2, B, b.address());
                assertThat(client.greeted()).isEqualTo("b");
            }
        }
    }

    @Test
    void a_server_that_is_back_serves_all_who_waited_for_it() throws Exception {
        Address down = TcpRouter.nowhere();
        try (TcpRouter router = TcpRouter.start()) {
            router.writerIs(1, A, down);
            try (FakeClient first = router.client();
                    FakeClient second = router.client()) {
                awaitHeld(router, 2);
                try (FakeServer a = FakeServer.start(down.port(), FakeServer.greeting("back"), FakeServer.ECHO)) {
                    assertThat(first.greeted()).isEqualTo("back");
                    assertThat(second.greeted()).isEqualTo("back");
                    assertThat(a.accepted()).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void a_host_whose_name_is_gone_is_waited_for_like_one_that_refuses() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer b = FakeServer.echo("b")) {
            router.writerIs(1, A, new Address("gone.invalid", 3306));
            try (FakeClient client = router.client()) {
                awaitHeld(router, 1);
                router.writerIs(2, B, b.address());
                assertThat(client.greeted()).isEqualTo("b");
            }
        }
    }

    @Test
    void a_server_that_accepts_and_says_nothing_is_waited_for() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer silent = FakeServer.start(0, new byte[0], FakeServer.NOTHING);
                FakeServer b = FakeServer.echo("b")) {
            router.writerIs(1, A, silent.address());
            try (FakeClient client = router.client()) {
                awaitHeld(router, 1);
                assertThat(silent.accepted()).isPositive();
                router.writerIs(2, B, b.address());
                assertThat(client.greeted()).isEqualTo("b");
            }
        }
    }

    @Test
    void a_server_that_is_shutting_down_is_waited_for_and_another_error_is_the_clients() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer ending = FakeServer.start(0, FakeServer.error(1053), FakeServer.NOTHING);
                FakeServer full = FakeServer.start(0, FakeServer.error(1040), FakeServer.NOTHING)) {
            router.writerIs(1, A, ending.address());
            try (FakeClient client = router.client()) {
                awaitHeld(router, 1);
                router.writerIs(2, B, full.address());
                assertThat(client.refused()).startsWith("1040");
            }
        }
    }

    @Test
    void a_suspicion_holds_newcomers_and_its_clearing_lets_them_in() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.echo("a")) {
            router.writerIs(1, A, a.address());
            try (FakeClient before = router.client()) {
                assertThat(before.greeted()).isEqualTo("a");
                router.take(fault(FaultKind.PRIMARY_HUNG, Phase.SUSPECTED, A, 1));
                try (FakeClient client = router.client()) {
                    awaitHeld(router, 1);
                    before.send("still here");
                    assertThat(before.read(10)).isEqualTo("still here");
                    router.take(fault(FaultKind.PRIMARY_HUNG, Phase.CLEARED, A, 1));
                    assertThat(client.greeted()).isEqualTo("a");
                }
            }
        }
    }

    @Test
    void a_client_that_leaves_frees_its_place() throws Exception {
        try (TcpRouter router = TcpRouter.start(Duration.ofSeconds(30), 1)) {
            FakeClient first = router.client();
            awaitHeld(router, 1);
            try (FakeClient second = router.client()) {
                assertThat(second.refused())
                        .startsWith("1053 Understudy: too many clients wait for the writer of orders");
                assertThat(second.ends()).isTrue();
            }
            first.close();
            Await.until("its place is free", () -> router.listener.waiting() == 0);
            try (FakeClient third = router.client()) {
                awaitHeld(router, 1);
                assertThat(third.socket().isConnected()).isTrue();
            }
        }
    }

    @Test
    void a_client_that_waited_as_long_as_allowed_is_told_so() throws Exception {
        Address down = TcpRouter.nowhere();
        try (TcpRouter router = TcpRouter.start(Duration.ofMillis(150), 10)) {
            router.writerIs(1, A, down);
            try (FakeClient client = router.client()) {
                assertThat(client.refused())
                        .isEqualTo("1053 Understudy: no server for the writer of orders within 150 ms: "
                                + "orders-a refuses connections");
                assertThat(client.ends()).isTrue();
                assertThat(router.listener.waiting()).isZero();
                assertThat(router.stats.counts().refused()).isEqualTo(1);
            }
        }
    }

    @Test
    void an_unavailable_cluster_is_told_at_once_and_to_those_who_wait_too() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeClient waiting = router.client()) {
            awaitHeld(router, 1);
            router.take(Given.because(route(2, State.UNAVAILABLE, null), "no standby is fit"));
            assertThat(waiting.refused()).isEqualTo("1053 Understudy: no standby is fit");
            try (FakeClient client = router.client()) {
                assertThat(client.refused()).isEqualTo("1053 Understudy: no standby is fit");
                assertThat(client.ends()).isTrue();
            }
            assertThat(router.stats.counts().refused()).isEqualTo(2);
            assertThat(router.listener.waiting()).isZero();
        }
    }

    @Test
    void what_a_client_says_while_it_waits_reaches_its_server() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.echo("a");
                FakeClient client = router.client()) {
            awaitHeld(router, 1);
            String early = "0123456789".repeat(30_000);
            Thread sender = new Thread(() -> sendAll(client, early), "sender");
            sender.start();
            router.writerIs(1, A, a.address());
            assertThat(client.greeted()).isEqualTo("a");
            assertThat(client.read(early.length())).isEqualTo(early);
            sender.join(5_000);
        }
    }

    @Test
    void five_hundred_who_wait_are_all_served_when_the_route_comes() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(0, FakeServer.greeting("a"), FakeServer.NOTHING)) {
            List<FakeClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 500; i++) {
                    clients.add(router.client());
                }
                awaitHeld(router, 500);
                router.writerIs(1, A, a.address());
                for (FakeClient client : clients) {
                    assertThat(client.greeted()).isEqualTo("a");
                }
                // A greeting that comes late makes the router ask again.
                assertThat(a.accepted()).isGreaterThanOrEqualTo(500);
                Await.until("nobody waits", () -> router.listener.waiting() == 0);
                assertThat(router.connections.size()).isEqualTo(500);
                assertThat(router.backends.shared().loads().of(A)).isEqualTo(500);
            } finally {
                for (FakeClient client : clients) {
                    client.close();
                }
            }
            Await.until("all have left", () -> router.connections.size() == 0);
            Await.until(
                    "no load is left", () -> router.backends.shared().loads().of(A) == 0);
            assertThat(router.stats.counts().active()).isZero();
            assertThat(router.stats.counts().broken()).isZero();
        }
    }

    private static void awaitHeld(TcpRouter router, int count) {
        Await.until(count + " wait", () -> router.listener.waiting() == count);
    }

    private static void sendAll(FakeClient client, String text) {
        try {
            client.send(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
