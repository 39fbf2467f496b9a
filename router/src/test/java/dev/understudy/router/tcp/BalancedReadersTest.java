package dev.understudy.router.tcp;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import dev.understudy.events.StandbyReport;
import dev.understudy.router.Await;
import dev.understudy.router.Given;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.Fallback;
import dev.understudy.router.balance.BalanceConfig.MemberRule;
import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.balance.HashRule;
import dev.understudy.router.net.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The readers' port over loopback: {@code orders-a} writes, {@code orders-b} and {@code orders-c} read. */
@ExtendWith(LeakCheck.class)
class BalancedReadersTest {

    private static final String C = "orders-c";

    private final FakeServer a = FakeServer.echo("a");
    private final FakeServer b = FakeServer.echo("b");
    private final FakeServer c = FakeServer.echo("c");
    private final List<FakeClient> clients = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (FakeClient client : clients) {
            client.close();
        }
        a.close();
        b.close();
        c.close();
    }

    @Test
    void connections_are_spread_by_weight() throws Exception {
        try (TcpRouter router = start(config(Policy.ROUND_ROBIN, Map.of(C, new MemberRule(3, null, null))))) {
            assertThat(greetings(router, 8))
                    .containsOnly("b", "c")
                    .filteredOn("c"::equals)
                    .hasSize(6);
        }
    }

    @Test
    void one_clients_address_has_one_reader_and_another_while_that_is_drained() throws Exception {
        try (TcpRouter router = start(BalanceConfig.of(Policy.HASH))) {
            String home = greetings(router, 1).get(0);
            assertThat(greetings(router, 5)).containsOnly(home);
            drain(router, "orders-" + home, true);
            assertThat(greetings(router, 5)).doesNotContain(home);
            drain(router, "orders-" + home, false);
            assertThat(greetings(router, 5)).containsOnly(home);
        }
    }

    @Test
    void where_all_readers_are_full_a_client_waits_until_one_has_room() throws Exception {
        MemberRule one = new MemberRule(1, null, 1);
        try (TcpRouter router = start(config(Policy.LEAST_CONNECTIONS, Map.of(B, one, C, one)))) {
            assertThat(greetings(router, 2)).containsExactlyInAnyOrder("b", "c");
            FakeClient third = client(router);
            Await.until("it waits", () -> router.listener.waiting() == 1);
            assertThat(a.accepted()).as("the writer is no place for it").isZero();
            clients.get(0).close();
            assertThat(third.greeted()).isIn("b", "c");
        }
    }

    @Test
    void a_client_that_waits_too_long_for_room_is_told_why() throws Exception {
        MemberRule one = new MemberRule(1, null, 1);
        try (TcpRouter router =
                start(config(Policy.LEAST_CONNECTIONS, Map.of(B, one, C, one)), Duration.ofMillis(300))) {
            greetings(router, 2);
            assertThat(client(router).refused()).contains("every reader that could be chosen is full");
        }
    }

    @Test
    void a_drained_reader_keeps_its_connections_and_gets_no_new_ones() throws Exception {
        try (TcpRouter router = start(BalanceConfig.defaults())) {
            greetings(router, 2);
            drain(router, B, true);
            assertThat(greetings(router, 3)).containsOnly("c");
            for (FakeClient client : clients) {
                client.send("still here");
                assertThat(client.read(10)).isEqualTo("still here");
            }
        }
    }

    @Test
    void a_reader_that_is_behind_is_left_out_and_without_any_the_writer_stands_in() throws Exception {
        try (TcpRouter router = start(reading(Duration.ofSeconds(5), Fallback.WRITER))) {
            assertThat(greetings(router, 1)).as("nobody knows of any").containsOnly("a");
            report(router, B, 100);
            report(router, C, 60_000);
            assertThat(greetings(router, 3)).containsOnly("b");
            report(router, C, 100);
            assertThat(greetings(router, 4)).contains("c");
        }
    }

    @Test
    void without_a_fallback_clients_wait_for_a_reader_that_is_near_enough() throws Exception {
        try (TcpRouter router = start(reading(Duration.ofSeconds(5), Fallback.NONE))) {
            FakeClient first = client(router);
            Await.until("it waits", () -> router.listener.waiting() == 1);
            report(router, C, 100);
            assertThat(first.greeted()).isEqualTo("c");
            assertThat(a.accepted()).isZero();
        }
    }

    @Test
    void without_a_fallback_a_cluster_without_readers_serves_none() throws Exception {
        try (TcpRouter router = start(reading(null, Fallback.NONE), Duration.ofMillis(300))) {
            router.take(Given.route(2, Route.State.SERVING, A, Map.of(A, a.address())));
            assertThat(client(router).refused()).contains("orders has no reader");
        }
    }

    @Test
    void an_attempt_that_fails_gives_its_place_back() throws Exception {
        MemberRule one = new MemberRule(1, null, 1);
        b.close();
        try (TcpRouter router = start(config(Policy.ROUND_ROBIN, Map.of(B, one, C, one)))) {
            assertThat(greetings(router, 1)).containsOnly("c");
            client(router);
            Await.until("it waits", () -> router.listener.waiting() == 1);
            Await.until(
                    "no place is kept", () -> router.backends.shared().loads().of(B) == 0);
            clients.get(1).close();
            Await.until("it has left", () -> router.listener.waiting() == 0);
            assertThat(router.backends.shared().loads().of(C)).isEqualTo(1);
        }
    }

    private TcpRouter start(BalanceConfig balance) throws InterruptedException {
        return start(balance, Duration.ofSeconds(10));
    }

    private TcpRouter start(BalanceConfig balance, Duration hold) throws InterruptedException {
        TcpRouter router = TcpRouter.start(balance, hold);
        router.take(
                Given.route(1, Route.State.SERVING, A, Map.of(A, a.address(), B, b.address(), C, c.address()), B, C));
        return router;
    }

    private static BalanceConfig config(Policy policy, Map<String, MemberRule> members) {
        return new BalanceConfig(
                policy,
                HashRule.CLIENT,
                Duration.ZERO,
                Duration.ofSeconds(10),
                null,
                Fallback.WRITER,
                0.5,
                members,
                null);
    }

    private static BalanceConfig reading(@Nullable Duration maxLag, Fallback fallback) {
        return new BalanceConfig(
                Policy.ROUND_ROBIN,
                HashRule.CLIENT,
                Duration.ZERO,
                Duration.ofSeconds(10),
                maxLag,
                fallback,
                0.5,
                Map.of(),
                null);
    }

    private static void drain(TcpRouter router, String node, boolean drained) throws Exception {
        router.backends.shared().drained().set(node, drained);
    }

    private static void report(TcpRouter router, String node, long lagMillis) {
        StandbyReport report = new StandbyReport(
                Given.CLUSTER,
                node,
                "host",
                "recovery",
                1,
                1,
                new Epoch(1),
                StandbyReport.State.FOLLOWING,
                "",
                lagMillis,
                null,
                0,
                List.of(),
                "",
                "",
                null,
                0);
        router.backends.lags().take(report, router.backends.now());
    }

    private FakeClient client(TcpRouter router) throws Exception {
        FakeClient client = router.client();
        clients.add(client);
        return client;
    }

    /** Of clients that stay. */
    private List<String> greetings(TcpRouter router, int count) throws Exception {
        List<String> greetings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            greetings.add(client(router).greeted());
        }
        return greetings;
    }
}
