package dev.understudy.router.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route;
import dev.understudy.router.Given;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.hold.HoldLimits;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Role;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Lags;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.ListenerStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The writer's port over loopback, with servers that only greet and echo. */
class TcpListenerTest {

    private static final long PATIENCE_MILLIS = 10_000;

    private final LongSupplier clock = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    private final Transport transport = Transport.startNio(2);
    private final LiveTable table = new LiveTable(RouteTable.EMPTY);
    private final Connections connections = new Connections();
    private final ListenerStats stats = new ListenerStats("write");
    private final List<AutoCloseable> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each use
    private Port port;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
        transport.close();
    }

    @Test
    void bytes_are_carried_both_ways() throws Exception {
        FakeMySql server = own(new FakeMySql('a'));
        route(1, Route.State.SERVING, server.port());

        listen(Duration.ofSeconds(5), 10);
        try (Socket client = connect()) {
            assertThat(greeting(client)).isEqualTo('a');
            byte[] large = "q".repeat(300_000).getBytes(UTF_8);
            Thread writer = new Thread(() -> write(client, large));
            writer.start();
            assertThat(client.getInputStream().readNBytes(large.length)).isEqualTo(large);
            writer.join();
        }
        await(() -> stats.counts().active() == 0);
        assertThat(stats.counts().broken()).isZero();
    }

    @Test
    void who_comes_while_the_server_is_away_waits_and_is_served_by_the_promoted_one() throws Exception {
        int dead = freePort();
        route(1, Route.State.SERVING, dead);
        TcpListener listener = listen(Duration.ofSeconds(10), 1_000);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            clients.add(connect());
        }
        await(() -> listener.waiting() == 300);

        FakeMySql promoted = own(new FakeMySql('b'));
        route(2, Route.State.SERVING, promoted.port());

        for (Socket client : clients) {
            assertThat(greeting(client)).isEqualTo('b');
        }
        assertThat(stats.counts().held()).isEqualTo(300);
        assertThat(stats.counts().refused()).isZero();
        await(() -> listener.waiting() == 0);
    }

    @Test
    void a_server_that_comes_back_at_the_same_address_serves_those_who_wait() throws Exception {
        int port = freePort();
        route(1, Route.State.SERVING, port);
        TcpListener listener = listen(Duration.ofSeconds(10), 10);
        Socket client = connect();
        await(() -> listener.waiting() == 1);

        own(new FakeMySql('a', port));

        assertThat(greeting(client)).isEqualTo('a');
    }

    @Test
    void one_that_accepts_and_says_nothing_holds_its_clients() throws Exception {
        ServerSocket mute = own(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
        route(1, Route.State.SERVING, mute.getLocalPort());
        TcpListener listener = listen(Duration.ofSeconds(10), 10);

        Socket client = connect();
        await(() -> listener.waiting() == 1);
        FakeMySql promoted = own(new FakeMySql('b'));
        route(2, Route.State.SERVING, promoted.port());

        assertThat(greeting(client)).isEqualTo('b');
    }

    @Test
    void a_wait_that_takes_too_long_ends_with_an_error_of_mysqls() throws Exception {
        route(1, Route.State.SERVING, freePort());

        listen(Duration.ofMillis(200), 10);
        Socket client = connect();

        assertThat(error(client))
                .contains("no server for the writer of orders within 200 ms")
                .contains("refuses connections");
        assertThat(stats.counts().refused()).isEqualTo(1);
    }

    @Test
    void where_no_writer_is_coming_it_says_so_at_once() throws Exception {
        route(1, Route.State.UNAVAILABLE, 0);

        listen(Duration.ofSeconds(10), 10);
        assertThat(error(connect())).contains("the reason of the route");
    }

    @Test
    void no_more_wait_than_may_and_who_leaves_makes_room() throws Exception {
        route(1, Route.State.SERVING, freePort());
        TcpListener listener = listen(Duration.ofSeconds(10), 1);
        Socket first = connect();
        await(() -> listener.waiting() == 1);

        assertThat(error(connect())).contains("too many clients wait");
        first.close();
        await(() -> listener.waiting() == 0);
        connect();
        await(() -> listener.waiting() == 1);
    }

    @Test
    void a_confirmed_death_cuts_what_is_established_and_the_next_is_held() throws Exception {
        FakeMySql server = own(new FakeMySql('a'));
        route(1, Route.State.SERVING, server.port());
        TcpListener listener = listen(Duration.ofSeconds(10), 10);
        table.onChange(connections::recheck);
        Socket client = connect();
        assertThat(greeting(client)).isEqualTo('a');

        table.change(before -> before.with(death(), clock.getAsLong()));

        assertThat(ended(client)).isTrue();
        assertThat(stats.counts().broken()).isEqualTo(1);
        connect();
        await(() -> listener.waiting() == 1);
    }

    @Test
    void a_client_that_stops_sending_still_gets_its_answer() throws Exception {
        FakeMySql server = own(new FakeMySql('a'));
        route(1, Route.State.SERVING, server.port());
        listen(Duration.ofSeconds(5), 10);
        Socket client = connect();
        assertThat(greeting(client)).isEqualTo('a');

        client.getOutputStream().write("last words".getBytes(UTF_8));
        client.shutdownOutput();

        assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("last words");
    }

    private TcpListener listen(Duration hold, int most) throws Exception {
        TcpListener listener = new TcpListener(
                new TcpListener.Options("orders", Role.WRITER, new HoldLimits(hold, most)),
                table,
                new Backends(transport, NodeWatches.untold(), Given.shared(clock), new Lags()),
                connections,
                stats);
        port = own(Port.take(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock));
        listener.begin(null);
        port.serve(listener.connections(), null, stats);
        return listener;
    }

    private void route(long epoch, Route.State state, int port) {
        @Nullable String writer = state == Route.State.UNAVAILABLE ? null : "n" + port;
        Map<String, Address> addresses = writer == null ? Map.of() : Map.of(writer, new Address("127.0.0.1", port));
        Route route = new Route(
                "orders", Epoch.of(epoch), state, writer, List.of(), addresses, "", 1, "the reason of the route");
        table.change(before -> before.with(route).orElseThrow());
    }

    private Fault death() {
        String writer =
                String.valueOf(table.get().routes().values().iterator().next().writer());
        return new Fault(
                "incident",
                FaultKind.PRIMARY_DOWN,
                Fault.Phase.CONFIRMED,
                "orders",
                writer,
                Epoch.of(1),
                null,
                1,
                "detector",
                false,
                "because",
                List.of());
    }

    private Socket connect() throws IOException {
        Socket socket = own(new Socket(InetAddress.getLoopbackAddress(), port.number()));
        socket.setSoTimeout((int) PATIENCE_MILLIS);
        return socket;
    }

    private static char greeting(Socket client) throws IOException {
        byte[] packet = client.getInputStream().readNBytes(6);
        assertThat(packet).hasSize(6);
        return (char) packet[5];
    }

    private static String error(Socket client) throws IOException {
        byte[] packet = client.getInputStream().readAllBytes();
        assertThat(packet[4] & 0xff).isEqualTo(0xff);
        assertThat((packet[5] & 0xff) | (packet[6] & 0xff) << 8).isEqualTo(1053);
        return new String(packet, 13, packet.length - 13, UTF_8);
    }

    private static boolean ended(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private <T extends AutoCloseable> T own(T part) {
        open.add(part);
        return part;
    }
}
