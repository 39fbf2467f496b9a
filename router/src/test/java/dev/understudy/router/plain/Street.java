package dev.understudy.router.plain;

import dev.understudy.events.Address;
import dev.understudy.router.Given;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Selector;
import dev.understudy.router.service.Members;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.MembersStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A router's plain ports, and members behind them that each test gives a voice, over loopback. */
final class Street implements AutoCloseable {

    final ListenerStats stats = new ListenerStats("tls");
    final Selector.Shared shared = Given.shared(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    ProxyProtocol proxy = ProxyProtocol.NONE;
    BalanceConfig balance = BalanceConfig.defaults();
    PlainListener.Times times = PlainListener.Times.DEFAULT;
    private final Transport transport;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Street(Transport transport) {
        this.transport = transport;
    }

    /** What a member says on one connection. */
    @FunctionalInterface
    interface Voice {
        void with(Socket socket) throws IOException;
    }

    /** One that can die. */
    record House(String name, ServerSocket listening, Queue<Socket> inside) implements AutoCloseable {

        Member in(String service) {
            return new Member(service, name, new Address("127.0.0.1", listening.getLocalPort()));
        }

        @Override
        public void close() throws IOException {
            listening.close();
            for (Socket socket : inside) {
                socket.close();
            }
        }
    }

    House house(String name, Voice voice) throws IOException {
        return house(name, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), voice);
    }

    House house(String name, ServerSocket listening, Voice voice) {
        House house = new House(name, listening, new ConcurrentLinkedQueue<>());
        open.push(house);
        run(name, () -> {
            while (true) {
                Socket socket = listening.accept();
                house.inside().add(socket);
                run(name + "-talks", () -> {
                    try (socket) {
                        voice.with(socket);
                    }
                });
            }
        });
        return house;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // It has died, or its client has gone: the test sees what comes of it.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    Members members(String service, Member... members) {
        return new Members(
                new Members.Service(service, Arrays.asList(members), balance),
                new LiveTable(RouteTable.EMPTY),
                NodeWatches.untold(),
                new MembersStats(),
                shared);
    }

    /** A port for whatever is spoken. */
    int plain(Member... members) throws InterruptedException {
        return serve(PlainListener.of(options(), members("plain", members), around(), stats));
    }

    /** A port for TLS. */
    int tls(Map<String, String> names, Map<String, Members> services) throws InterruptedException {
        return serve(PlainListener.of(options(), new PassThrough(names), services, around(), stats));
    }

    private int serve(PlainListener listener) throws InterruptedException {
        Port port = Port.take(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shared.clock());
        open.push(port);
        port.serve(listener.connections(), null, stats);
        return port.number();
    }

    private PlainListener.Options options() {
        return new PlainListener.Options(proxy, times);
    }

    private PlainListener.Surroundings around() {
        return new PlainListener.Surroundings(transport, shared.clock());
    }

    Socket client(int port) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(10_000);
        open.push(client);
        return client;
    }

    int carriedBy(House... houses) {
        return List.of(houses).stream()
                .mapToInt(house -> shared.loads().of(house.name()))
                .sum();
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        transport.close();
    }
}
