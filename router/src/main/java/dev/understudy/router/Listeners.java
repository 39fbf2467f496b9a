package dev.understudy.router;

import dev.understudy.router.access.Access;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.http.HttpListener;
import dev.understudy.router.http.Members;
import dev.understudy.router.routing.Member;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.ListenerStats.Counts;
import dev.understudy.router.tcp.Backends;
import dev.understudy.router.tcp.Connections;
import dev.understudy.router.tcp.TcpListener;
import dev.understudy.router.tls.LiveTls;
import dev.understudy.router.tls.UnusableTls;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients' ports. Set up by one thread, and asked by any. */
final class Listeners implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final RouterConfig config;
    private final LiveTable table;
    private final Connections connections;
    private final Backends backends;
    private final @Nullable Consumer<Access> access;
    private final Owned owned = new Owned();
    private final List<ListenerStats> stats = new ArrayList<>();
    private final List<TcpListener> tcp = new ArrayList<>();
    private final List<Members> services = new ArrayList<>();
    private final List<LiveTls> tls = new ArrayList<>();
    private final List<Member> instances = new ArrayList<>();

    /**
     * @param access is told of what has ended; null where nobody wants to know
     */
    Listeners(
            RouterConfig config,
            LiveTable table,
            Connections connections,
            Backends backends,
            @Nullable Consumer<Access> access) {
        this.config = config;
        this.table = table;
        this.connections = connections;
        this.backends = backends;
        this.access = access;
    }

    /**
     * Opens one.
     *
     * @throws ConfigurationException where it names what does not exist, or its port is taken
     */
    void listen(RouterConfig.Listener listener, Configuration configuration) throws InterruptedException {
        ListenerStats counts = new ListenerStats(listener.name(), access);
        stats.add(counts);
        InetSocketAddress address = new InetSocketAddress(listener.host(), listener.port());
        try {
            if (listener.cluster() != null && listener.role() != null) {
                configuration.cluster(listener.cluster());
                TcpListener.Options options = new TcpListener.Options(
                        address,
                        listener.cluster(),
                        listener.role(),
                        config.hold(),
                        listener.balance(),
                        listener.proxyProtocol());
                tcp.add(owned.own(TcpListener.start(options, table, backends, connections, counts)));
            } else if (listener.service() != null) {
                String service = listener.service();
                List<Member> all = new ArrayList<>();
                configuration.service(service).members().forEach((node, at) -> all.add(new Member(service, node, at)));
                instances.addAll(all);
                requireMembers(listener, all);
                Members members = new Members(
                        new Members.Service(service, all, listener.balance()),
                        table,
                        backends.watches(),
                        backends.figures(),
                        backends.shared());
                services.add(members);
                HttpListener.Options options = new HttpListener.Options(
                        address, config.requestTime(), tls(listener), listener.proxyProtocol());
                owned.own(HttpListener.start(options, members, backends.transport(), counts));
            }
        } catch (Exception e) {
            if (e instanceof IOException) {
                throw new ConfigurationException("router: listener " + listener.name() + " cannot listen on "
                        + listener.host() + ":" + listener.port() + ": " + e.getMessage());
            }
            throw e;
        }
        LOG.info("{} listens on {}:{}", listener.name(), listener.host(), listener.port());
    }

    private @Nullable LiveTls tls(RouterConfig.Listener listener) {
        if (listener.tls() == null) {
            return null;
        }
        try {
            LiveTls live = owned.own(LiveTls.start(listener.name(), listener.tls(), LiveTls.Times.USUAL));
            tls.add(live);
            return live;
        } catch (UnusableTls e) {
            throw new ConfigurationException("router: listener " + listener.name() + ": " + e.getMessage());
        }
    }

    private static void requireMembers(RouterConfig.Listener listener, List<Member> all) {
        Set<String> known = all.stream().map(Member::node).collect(Collectors.toSet());
        listener.balance().members().keySet().stream()
                .filter(node -> !known.contains(node))
                .findFirst()
                .ifPresent(node -> {
                    throw new ConfigurationException("router: listener " + listener.name() + " balances " + node
                            + ", which is no member of " + listener.service());
                });
    }

    /** The members of services. */
    List<Member> instances() {
        return instances;
    }

    /** What each has done. */
    List<Counts> counts() {
        return stats.stream().map(ListenerStats::counts).toList();
    }

    /** Whether one has put a member out of its rotation for now. */
    boolean isOut(String node) {
        return tcp.stream().anyMatch(listener -> listener.isOut(node))
                || services.stream().anyMatch(service -> service.isOut(node));
    }

    void measure(RouterMeters meters, MeterRegistry registry) {
        tls.forEach(live -> live.measure(registry));
        stats.forEach(meters::listener);
        meters.gauge(
                "waiting",
                tcp,
                all -> all.stream().mapToInt(TcpListener::waiting).sum());
    }

    @Override
    public void close() {
        owned.close();
    }
}
