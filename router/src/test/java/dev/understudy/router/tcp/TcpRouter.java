package dev.understudy.router.tcp;

import dev.understudy.events.Address;
import dev.understudy.events.Fault;
import dev.understudy.events.Route;
import dev.understudy.router.Given;
import dev.understudy.router.access.Access;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.hold.HoldLimits;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.Role;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Lags;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.MembersStats;
import dev.understudy.router.tcp.Backends.Times;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A router's TCP part with one listener, as the real one wires it, without Kafka. */
final class TcpRouter implements AutoCloseable {

    final LiveTable table = new LiveTable(RouteTable.EMPTY);
    final List<Access> ended = new CopyOnWriteArrayList<>();
    final ListenerStats stats = new ListenerStats("writer", ended::add);
    final Connections connections = new Connections();
    final Backends backends;
    final TcpListener listener;
    private final Port port;
    private final Transport transport;

    private TcpRouter(Transport transport, Role role, HoldLimits hold) throws InterruptedException {
        this(transport, role, hold, BalanceConfig.defaults(), ProxyProtocol.NONE);
    }

    private TcpRouter(Transport transport, Role role, HoldLimits hold, BalanceConfig balance, ProxyProtocol proxy)
            throws InterruptedException {
        this(transport, Times.DEFAULT, new TcpListener.Options(Given.CLUSTER, role, hold, balance, proxy));
    }

    private TcpRouter(Transport transport, Times times, TcpListener.Options options) throws InterruptedException {
        this.transport = transport;
        this.backends = new Backends(
                transport,
                NodeWatches.untold(),
                Given.shared(() -> System.nanoTime() / 1_000_000),
                new Lags(),
                new MembersStats(),
                times);
        table.onChange(connections::recheck);
        this.listener = new TcpListener(options, table, backends, connections, stats);
        this.port = Port.take(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backends.clock());
        listener.begin(null);
        port.serve(listener.connections(), null, stats);
    }

    static TcpRouter start() throws InterruptedException {
        return new TcpRouter(Transport.start(2), Role.WRITER, HoldLimits.defaults());
    }

    static TcpRouter start(Role role, Transport transport) throws InterruptedException {
        return new TcpRouter(transport, role, HoldLimits.defaults());
    }

    /** For readers, with a short hold. */
    static TcpRouter start(BalanceConfig balance, Duration hold) throws InterruptedException {
        return new TcpRouter(Transport.start(2), Role.READER, new HoldLimits(hold, 100), balance, ProxyProtocol.NONE);
    }

    /** On a transport that goes with it. */
    static TcpRouter start(Transport transport, Role role, BalanceConfig balance, ProxyProtocol proxy)
            throws InterruptedException {
        return new TcpRouter(transport, role, HoldLimits.defaults(), balance, proxy);
    }

    static TcpRouter start(Duration hold, int connections) throws InterruptedException {
        return new TcpRouter(Transport.start(2), Role.WRITER, new HoldLimits(hold, connections));
    }

    static TcpRouter start(Times times) throws InterruptedException {
        return new TcpRouter(
                Transport.start(2), times, new TcpListener.Options(Given.CLUSTER, Role.WRITER, HoldLimits.defaults()));
    }

    FakeClient client() throws IOException {
        return new FakeClient(port());
    }

    int port() {
        return port.number();
    }

    void writerIs(long epoch, String node, Address address) {
        take(Given.route(epoch, Route.State.SERVING, node, Map.of(node, address)));
    }

    void take(Route route) {
        table.change(before -> before.with(route).orElseThrow());
    }

    /** Takes it, and returns when every connection has heard of it. */
    void tell(Route route) throws InterruptedException {
        take(route);
        for (EventExecutor loop : transport.loops()) {
            loop.submit(() -> {}).sync();
        }
    }

    void take(Fault fault) {
        table.change(before -> before.with(fault, backends.now()));
    }

    boolean isFailing(String node, Address address) {
        return backends.watches().of(new Member(Given.CLUSTER, node, address)).isFailing(backends.now());
    }

    /** Where nobody listens. */
    static Address nowhere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Address("127.0.0.1", socket.getLocalPort());
        }
    }

    @Override
    public void close() {
        port.close();
        transport.close();
    }
}
