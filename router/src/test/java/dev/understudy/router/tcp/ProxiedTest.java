package dev.understudy.router.tcp;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Route;
import dev.understudy.router.Await;
import dev.understudy.router.Given;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.net.Ends;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.HeaderBytes;
import dev.understudy.router.proxy.Network;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.Role;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PROXY headers over loopback, from a load balancer and to servers. */
@ExtendWith(LeakCheck.class)
class ProxiedTest {

    private static final Ends FOUR = HeaderBytes.ends("203.0.113.9", "198.51.100.1");
    private static final Ends SIX = HeaderBytes.ends("2001:db8::9", "2001:db8::1");
    private static final List<Network> LOOPBACK = List.of(Network.of("127.0.0.0/8"), Network.of("::1"));
    private static final ProxyProtocol IN = new ProxyProtocol(LOOPBACK, false);
    private static final ProxyProtocol OUT = new ProxyProtocol(List.of(), true);
    private static final ProxyProtocol BOTH = new ProxyProtocol(LOOPBACK, true);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<byte[]> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    @Test
    void each_kind_of_header_comes_in_and_what_stands_behind_it_is_carried() throws Exception {
        for (Transport transport : List.of(Transport.start(2), Transport.startNio(2))) {
            TcpRouter router = router(transport, IN, FakeServer.echo("a"));
            for (byte[] header : List.of(
                    HeaderBytes.v1(FOUR),
                    HeaderBytes.v1(SIX),
                    HeaderBytes.v2(FOUR),
                    HeaderBytes.v2(SIX, (byte) 2, (byte) 0, (byte) 1, (byte) 'x'),
                    HeaderBytes.local())) {
                FakeClient client = client(router);
                send(client, HeaderBytes.both(header, HeaderBytes.text("early")));
                assertThat(client.greeted()).isEqualTo("a");
                assertThat(client.read(5)).isEqualTo("early");
                client.send("late");
                assertThat(client.read(4)).isEqualTo("late");
            }
            assertThat(router.stats.counts().accepted()).isEqualTo(5);
            assertThat(router.stats.counts().proxyRefused()).isZero();
        }
    }

    @Test
    void single_bytes_make_a_header_and_nothing_begins_before_its_last() throws Exception {
        TcpRouter router = router(IN, FakeServer.echo("a"));
        byte[] header = HeaderBytes.v2(FOUR);
        FakeClient client = client(router);
        for (int i = 0; i < header.length; i++) {
            assertThat(router.stats.counts().accepted()).isZero();
            send(client, new byte[] {header[i]});
            Thread.sleep(5);
        }
        assertThat(client.greeted()).isEqualTo("a");
        assertThat(router.stats.counts().accepted()).isEqualTo(1);
    }

    @Test
    void a_large_upload_behind_a_header_arrives_whole() throws Exception {
        TcpRouter router = router(IN, FakeServer.echo("a"));
        FakeClient client = client(router);
        String large = "0123456789".repeat(300_000);
        Thread upload = new Thread(() -> {
            try {
                send(client, HeaderBytes.both(HeaderBytes.v1(FOUR), HeaderBytes.text(large)));
                client.socket().shutdownOutput();
            } catch (IOException e) {
                // The reading side says what is missing.
            }
        });
        upload.start();
        assertThat(client.greeted()).isEqualTo("a");
        assertThat(client.readToEnd()).isEqualTo(large);
        upload.join();
    }

    @Test
    void garbage_ends_a_connection_and_no_server_hears_of_it() throws Exception {
        FakeServer server = FakeServer.echo("a");
        TcpRouter router = router(IN, server);
        FakeClient client = client(router);
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.ends()).isTrue();
        Await.until("it is counted", () -> router.stats.counts().proxyRefused() == 1);
        assertThat(router.stats.counts().accepted()).isZero();
        assertThat(router.stats.counts().refused()).isZero();
        assertThat(server.accepted()).isZero();
    }

    @Test
    void silence_ends_a_connection() throws Exception {
        FakeServer server = FakeServer.echo("a");
        TcpRouter router = router(IN, server);
        FakeClient client = client(router);
        long began = System.nanoTime();
        assertThat(client.ends()).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(2_500L, 7_000L);
        assertThat(router.stats.counts().proxyRefused()).isEqualTo(1);
        assertThat(server.accepted()).isZero();
    }

    @Test
    void a_client_that_is_no_load_balancer_speaks_for_itself() throws Exception {
        TcpRouter router = router(new ProxyProtocol(List.of(Network.of("10.0.0.0/8")), false), FakeServer.echo("a"));
        FakeClient client = client(router);
        assertThat(client.greeted()).isEqualTo("a");
        client.send("PROXY UNKNOWN\r\n");
        assertThat(client.read(15)).isEqualTo("PROXY UNKNOWN\r\n");
    }

    @Test
    void clients_behind_one_load_balancer_are_spread_by_their_own_addresses() throws Exception {
        TcpRouter router = readers(IN);
        Map<String, String> homes = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i <= 12; i++) {
                String address = "203.0.113." + i;
                FakeClient client = client(router);
                send(client, HeaderBytes.v1(HeaderBytes.ends(address, "198.51.100.1")));
                String reader = client.greeted();
                assertThat(homes.merge(address, reader, (before, now) -> before))
                        .as(address)
                        .isEqualTo(reader);
            }
        }
        assertThat(homes.values()).contains("b", "c");
    }

    @Test
    void a_server_is_told_the_clients_connection_before_it_greets() throws Exception {
        TcpRouter router = router(OUT, listeningServer(0));
        FakeClient client = client(router);
        assertThat(client.greeted()).isEqualTo("told");
        assertThat(told.poll(5, TimeUnit.SECONDS))
                .isEqualTo(HeaderBytes.v2(
                        new Ends((InetSocketAddress) client.socket().getLocalSocketAddress(), (InetSocketAddress)
                                client.socket().getRemoteSocketAddress())));
        client.send("query");
        assertThat(client.read(5)).isEqualTo("query");
    }

    @Test
    void a_server_that_greets_at_once_gets_the_header_before_the_clients_first_byte() throws Exception {
        FakeServer hasty = own(FakeServer.start(0, FakeServer.greeting("hasty"), this::readHeaderAndEcho));
        TcpRouter router = router(OUT, hasty);
        for (int i = 0; i < 20; i++) {
            FakeClient client = client(router);
            client.send("early");
            assertThat(client.greeted()).isEqualTo("hasty");
            assertThat(client.read(5)).isEqualTo("early");
            assertThat(told.poll(5, TimeUnit.SECONDS)).hasSize(28);
        }
    }

    @Test
    void what_a_load_balancer_told_is_passed_on() throws Exception {
        TcpRouter router = router(BOTH, listeningServer(0));
        for (Ends ends : List.of(FOUR, SIX)) {
            FakeClient client = client(router);
            send(client, HeaderBytes.v1(ends));
            assertThat(client.greeted()).isEqualTo("told");
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(HeaderBytes.v2(ends));
        }
    }

    @Test
    void without_a_client_the_router_speaks_for_itself() throws Exception {
        FakeServer server = listeningServer(0);
        TcpRouter router = router(OUT, server);
        new Prober(router.backends, true).look(new Member(Given.CLUSTER, A, server.address()));
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(HeaderBytes.local());
    }

    @Test
    void a_client_that_waited_for_its_server_is_named_to_it_then() throws Exception {
        TcpRouter router = own(TcpRouter.start(Transport.start(2), Role.WRITER, BalanceConfig.defaults(), OUT));
        FakeServer gone = FakeServer.echo("a");
        int port = gone.port();
        gone.close();
        router.writerIs(1, A, new Address("127.0.0.1", port));
        FakeClient client = client(router);
        Await.until("it waits", () -> router.listener.waiting() == 1);
        listeningServer(port);
        assertThat(client.greeted()).isEqualTo("told");
    }

    private FakeServer listeningServer(int port) {
        return own(FakeServer.start(port, new byte[0], socket -> {
            readHeader(socket.getInputStream());
            socket.getOutputStream().write(FakeServer.greeting("told"));
            FakeServer.ECHO.with(socket);
        }));
    }

    private void readHeaderAndEcho(Socket socket) throws IOException {
        readHeader(socket.getInputStream());
        FakeServer.ECHO.with(socket);
    }

    private void readHeader(InputStream in) throws IOException {
        byte[] fixed = new byte[16];
        new DataInputStream(in).readFully(fixed);
        byte[] rest = new byte[(fixed[14] & 0xff) << 8 | (fixed[15] & 0xff)];
        new DataInputStream(in).readFully(rest);
        told.add(HeaderBytes.both(fixed, rest));
    }

    private TcpRouter router(ProxyProtocol proxy, FakeServer writer) throws InterruptedException {
        return router(Transport.start(2), proxy, writer);
    }

    private TcpRouter router(Transport transport, ProxyProtocol proxy, FakeServer writer) throws InterruptedException {
        own(writer);
        TcpRouter router = own(TcpRouter.start(transport, Role.WRITER, BalanceConfig.defaults(), proxy));
        router.writerIs(1, A, writer.address());
        return router;
    }

    private TcpRouter readers(ProxyProtocol proxy) throws InterruptedException {
        FakeServer b = own(FakeServer.echo("b"));
        FakeServer c = own(FakeServer.echo("c"));
        TcpRouter router = own(TcpRouter.start(Transport.start(2), Role.READER, BalanceConfig.of(Policy.HASH), proxy));
        router.take(Given.route(
                1,
                Route.State.SERVING,
                A,
                Map.of(A, b.address(), B, b.address(), "orders-c", c.address()),
                B,
                "orders-c"));
        return router;
    }

    private FakeClient client(TcpRouter router) throws IOException {
        return own(router.client());
    }

    private static void send(FakeClient client, byte[] bytes) throws IOException {
        client.socket().getOutputStream().write(bytes);
    }

    private <T extends AutoCloseable> T own(T part) {
        open.add(0, part);
        return part;
    }
}
