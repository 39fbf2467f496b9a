package dev.understudy.router.tcp;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.CLUSTER;
import static dev.understudy.router.Given.fault;
import static dev.understudy.router.Given.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Fault.Phase;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route.State;
import dev.understudy.router.Await;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Role;
import dev.understudy.router.stats.MemberStats;
import dev.understudy.router.tcp.Backends.Times;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class CarryingTest {

    private static final String QUIT = "\1\0\0\0\1";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_client_is_carried_both_ways_and_leaves_nothing_behind(boolean nio) throws Exception {
        Transport transport = nio ? Transport.startNio(2) : Transport.start(2);
        try (TcpRouter router = TcpRouter.start(Role.WRITER, transport);
                FakeServer a = FakeServer.echo("a")) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                client.send("hello");
                assertThat(client.read(5)).isEqualTo("hello");
                assertThat(router.stats.counts().active()).isEqualTo(1);
                assertThat(router.backends.shared().loads().of(A)).isEqualTo(1);
                MemberStats figures = router.backends.figures().of(CLUSTER, A);
                assertThat(figures.connections()).isEqualTo(1);
                assertThat(figures.connectNanos()).isPositive();
                assertThat(figures.bytesSent()).isEqualTo("hello".length());
                assertThat(figures.bytesReceived()).as("with the greeting").isGreaterThan("hello".length());
            }
            awaitNobody(router);
            assertThat(router.stats.counts().held()).isZero();
            assertThat(router.stats.counts().broken()).isZero();
            assertThat(router.ended).singleElement().satisfies(access -> {
                assertThat(access.listener()).isEqualTo("writer");
                assertThat(access.client()).isEqualTo("127.0.0.1");
                assertThat(access.member()).isEqualTo(A);
                assertThat(access.received()).isEqualTo(5);
                assertThat(access.broken()).isFalse();
            });
        }
    }

    @Test
    void a_server_that_is_silent_after_its_client_sends_no_more_does_not_keep_the_connection_for_ever()
            throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TcpRouter router = TcpRouter.start(new Times(1_000, 300, 100));
                FakeServer silent = FakeServer.start(0, FakeServer.greeting("a"), socket -> awaitQuietly(end))) {
            router.writerIs(1, A, silent.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                client.socket().shutdownOutput();
                assertThat(client.ends()).isTrue();
                awaitNobody(router);
            }
        } finally {
            end.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_confirmed_fault_cuts_what_is_established() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.echo("a")) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                router.take(fault(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, A, 1));
                assertThat(client.ends()).isTrue();
                awaitNobody(router);
                assertThat(router.stats.counts().broken()).isEqualTo(1);
                assertThat(router.ended)
                        .singleElement()
                        .satisfies(access -> assertThat(access.broken()).isTrue());
                assertThat(router.isFailing(A, a.address()))
                        .as("that the router cut it is no evidence")
                        .isFalse();
            }
        }
    }

    @Test
    void a_route_that_names_another_writer_ends_the_old_ones_connections() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.echo("a");
                FakeServer b = FakeServer.echo("b")) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                router.take(route(2, State.HOLDING, null));
                client.send("on");
                assertThat(client.read(2)).isEqualTo("on");
                router.writerIs(2, B, b.address());
                assertThat(client.ends()).isTrue();
            }
        }
    }

    @Test
    void a_server_that_ends_unasked_is_evidence() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(
                        0,
                        FakeServer.greeting("a"),
                        socket -> socket.getInputStream().read())) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                client.send("x");
                assertThat(client.ends()).isTrue();
                Await.until("it is told", () -> router.isFailing(A, a.address()));
                assertThat(router.stats.counts().broken()).isEqualTo(1);
            }
            awaitNobody(router);
        }
    }

    @Test
    void a_server_that_ends_after_the_goodbye_is_none() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(
                        0,
                        FakeServer.greeting("a"),
                        socket -> socket.getInputStream().readNBytes(5))) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                client.send(QUIT);
                assertThat(client.ends()).isTrue();
            }
            awaitNobody(router);
            assertThat(router.isFailing(A, a.address())).isFalse();
            assertThat(router.stats.counts().broken()).isZero();
        }
    }

    @Test
    void a_client_that_sends_no_more_still_gets_its_answer() throws Exception {
        FakeServer.Conversation reverse = socket -> {
            byte[] all = socket.getInputStream().readAllBytes();
            socket.getOutputStream().write(("got " + all.length).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        };
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(0, FakeServer.greeting("a"), reverse)) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                client.send("x".repeat(200_000));
                client.socket().shutdownOutput();
                assertThat(client.readToEnd()).isEqualTo("got 200000");
            }
            awaitNobody(router);
            assertThat(router.stats.counts().broken()).isZero();
        }
    }

    @Test
    void a_server_that_sends_no_more_still_gets_the_clients_last_words() throws Exception {
        AtomicReference<String> last = new AtomicReference<>("");
        FakeServer.Conversation conversation = socket -> {
            socket.getOutputStream().write('!');
            socket.shutdownOutput();
            last.set(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII));
        };
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(0, FakeServer.greeting("a"), conversation)) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                assertThat(client.readToEnd()).isEqualTo("!");
                client.send("last words");
            }
            Await.until("they are there", () -> "last words".equals(last.get()));
            awaitNobody(router);
        }
    }

    @Test
    void a_client_that_breaks_off_takes_its_servers_connection_along() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        FakeServer.Conversation conversation = socket -> {
            try {
                socket.getInputStream().read();
            } finally {
                ended.countDown();
            }
        };
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(0, FakeServer.greeting("a"), conversation)) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                client.socket().setSoLinger(true, 0);
            }
            Await.until("the server's side ends", () -> ended.getCount() == 0);
            awaitNobody(router);
            assertThat(router.isFailing(A, a.address())).isFalse();
        }
    }

    @Test
    void readers_are_spread_over_all_and_one_that_is_down_is_passed_over() throws Exception {
        try (TcpRouter router = TcpRouter.start(Role.READER, Transport.start(2));
                FakeServer a = FakeServer.start(0, FakeServer.greeting("a"), FakeServer.NOTHING);
                FakeServer b = FakeServer.start(0, FakeServer.greeting("b"), FakeServer.NOTHING)) {
            router.take(route(1, State.SERVING, A, Map.of(A, a.address(), B, b.address()), A, B));
            List<FakeClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    FakeClient client = router.client();
                    clients.add(client);
                    client.greeted();
                }
                assertThat(a.accepted()).isEqualTo(10);
                assertThat(b.accepted()).isEqualTo(10);
                b.close();
                for (int i = 0; i < 5; i++) {
                    FakeClient client = router.client();
                    clients.add(client);
                    assertThat(client.greeted()).isEqualTo("a");
                }
                assertThat(router.stats.counts().held()).isZero();
            } finally {
                for (FakeClient client : clients) {
                    client.close();
                }
            }
            awaitNobody(router);
        }
    }

    @Test
    void a_client_that_reads_slowly_slows_its_server_down() throws Exception {
        long all = 48L << 20;
        AtomicLong sent = new AtomicLong();
        FakeServer.Conversation pour = socket -> pour(socket, all, sent);
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(0, FakeServer.greeting("a"), pour)) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = new FakeClient(router.port(), 64 * 1024)) {
                assertThat(client.greeted()).isEqualTo("a");
                assertThat(whenItStands(sent)).isLessThan(all / 2);
                assertThat(drain(client.socket())).isEqualTo(all);
            }
            awaitNobody(router);
        }
    }

    @Test
    void a_server_that_reads_slowly_slows_its_client_down() throws Exception {
        long all = 48L << 20;
        AtomicLong sent = new AtomicLong();
        AtomicLong got = new AtomicLong();
        CountDownLatch go = new CountDownLatch(1);
        FakeServer.Conversation late = socket -> {
            await(go);
            got.set(drain(socket));
        };
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = FakeServer.start(0, FakeServer.greeting("a"), late)) {
            router.writerIs(1, A, a.address());
            try (FakeClient client = router.client()) {
                assertThat(client.greeted()).isEqualTo("a");
                Thread sender = new Thread(() -> pourAndEnd(client.socket(), all, sent), "sender");
                sender.start();
                assertThat(whenItStands(sent)).isLessThan(all / 2);
                go.countDown();
                Await.until("all has come", () -> got.get() == all);
                sender.join(5_000);
            }
            awaitNobody(router);
        }
    }

    private static void awaitNobody(TcpRouter router) {
        Await.until(
                "nothing is left",
                () -> router.connections.size() == 0
                        && router.backends.shared().loads().of(A) == 0
                        && router.stats.counts().active() == 0);
    }

    private static void pour(Socket socket, long all, AtomicLong sent) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        while (sent.get() < all) {
            socket.getOutputStream().write(chunk);
            sent.addAndGet(chunk.length);
        }
    }

    private static void pourAndEnd(Socket socket, long all, AtomicLong sent) {
        try {
            pour(socket, all, sent);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** How much was sent when for a while no more could be. */
    private static long whenItStands(AtomicLong sent) {
        AtomicLong last = new AtomicLong(-1);
        AtomicLong since = new AtomicLong(System.nanoTime());
        Await.until("it stands", () -> {
            long now = sent.get();
            if (last.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return now > 0 && System.nanoTime() - since.get() > 300_000_000L;
        });
        return last.get();
    }

    private static long drain(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] space = new byte[256 * 1024];
        long total = 0;
        for (int read = in.read(space); read >= 0; read = in.read(space)) {
            total += read;
        }
        return total;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
