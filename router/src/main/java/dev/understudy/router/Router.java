package dev.understudy.router;

import dev.understudy.events.Route;
import dev.understudy.heartbeat.HeartbeatPublisher;
import dev.understudy.heartbeat.HeartbeatSettings;
import dev.understudy.router.RouterStats.MemberCounts;
import dev.understudy.router.access.AccessLog;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.follow.Follower;
import dev.understudy.router.follow.Intake;
import dev.understudy.router.follow.LagFollower;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.follow.StoredRoutes;
import dev.understudy.router.haproxy.HaproxyConfig;
import dev.understudy.router.haproxy.Steering;
import dev.understudy.router.http.Clients;
import dev.understudy.router.net.Transport;
import dev.understudy.router.reload.Planner;
import dev.understudy.router.reload.Reload;
import dev.understudy.router.reload.Reload.Plan;
import dev.understudy.router.reload.Reload.Refusal;
import dev.understudy.router.reload.Setup;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Drained;
import dev.understudy.router.select.Lags;
import dev.understudy.router.select.Selector;
import dev.understudy.router.sighting.Sightings;
import dev.understudy.router.stats.MemberStats;
import dev.understudy.router.tcp.Backends;
import dev.understudy.router.tcp.Connections;
import dev.understudy.runtime.ServiceProcess.Health;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running router: everything wired together. Thread-safe. */
final class Router implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Duration SIGHTING_INTERVAL = Duration.ofMillis(200);

    private volatile RouterConfig config;
    private final LiveTable table = new LiveTable(RouteTable.EMPTY);
    private final Connections connections = new Connections();
    private final Owned owned = new Owned();
    private final Intake intake;
    private final Follower follower;
    private final Backends backends;
    private final Listeners listeners;
    private final Steering haproxy;
    private final @Nullable AccessLog access;
    private final Supplier<AutoCloseable> lags;
    private Setup setup = new Setup(Map.of(), List.of());
    private boolean followsLags;
    private boolean closed;

    private Router(RouterConfig config, Configuration configuration, LongSupplier wall, LongSupplier clock)
            throws InterruptedException {
        this.config = config;
        this.intake = new Intake(table, new StoredRoutes(config.stateDir()), clock);
        this.follower = new Follower(configuration.kafka().client(), intake, clock, wall);
        Transport transport = own(Transport.start(config.threads()));
        HeartbeatPublisher publisher = own(HeartbeatPublisher.start(
                new HeartbeatSettings(configuration.kafka().client(), SIGHTING_INTERVAL),
                config.name(),
                wall.getAsLong()));
        Sightings sightings = own(Sightings.start(
                new Sightings.Observer(config.name(), config.host()),
                publisher,
                scope -> table.get().epoch(scope),
                clock,
                transport));
        Selector.Shared shared = new Selector.Shared(
                new Loads(),
                Drained.in(config.stateDir()),
                config.zone(),
                clock,
                () -> ThreadLocalRandom.current().nextLong());
        this.access = accessLog(config.accessLog());
        this.backends = new Backends(transport, sightings.watches(), shared, new Lags());
        this.listeners = own(new Listeners(
                new ListenerSetup(table, connections, backends, new Clients()), access == null ? null : access::add));
        this.lags = () -> LagFollower.start(configuration.kafka().client(), backends.lags(), clock, wall);
        this.haproxy = new Steering(config.haproxy(), new Steering.Sources(table, shared.drained(), clock));
    }

    /**
     * @throws ConfigurationException where a listener names what does not exist, or its port is taken
     */
    static Router start(RouterConfig config, Configuration configuration, LongSupplier wall, LongSupplier clock)
            throws InterruptedException {
        Router router = new Router(config, configuration, wall, clock);
        try {
            LOG.info("{}", Limits.ofThisProcess().text());
            router.intake.restore();
            router.table.onChange(router.connections::recheck);
            router.setup = Reloadable.of(config, configuration).withoutSites();
            router.reload(config, configuration);
            config.haproxy().forEach(entry -> configuration.cluster(entry.cluster()));
            router.own(router.haproxy).start();
            router.own(router.follower).start();
            return router;
        } catch (RuntimeException | InterruptedException e) {
            router.close();
            throw e;
        }
    }

    /**
     * Takes up a new configuration as far as that can be without a restart. What is carried goes on.
     *
     * @return what is done, or why nothing is
     * @throws ConfigurationException where it cannot be used, or a port is taken: nothing has changed
     */
    synchronized Reload reload(RouterConfig next, Configuration file) throws InterruptedException {
        if (closed) {
            return new Refusal("the router is stopping");
        }
        Setup wanted = Reloadable.of(next, file);
        Reload reload = Planner.plan(setup, wanted);
        if (reload instanceof Plan plan) {
            listeners.carryOut(plan, new ListenerSetup.Source(next, file));
            followLags(next);
            Limits limits = Limits.ofThisProcess();
            limits.tooSmallFor(next.hold().connections()).ifPresent(LOG::warn);
            limits.tooSmallForAll(next.maxConnections()).ifPresent(LOG::warn);
            config = next;
            setup = wanted;
        }
        return reload;
    }

    private void followLags(RouterConfig next) {
        boolean wanted = next.listeners().stream()
                .anyMatch(listener -> listener.balance().maxLag() != null);
        if (wanted && !followsLags) {
            followsLags = true;
            own(lags.get());
        }
    }

    private @Nullable AccessLog accessLog(@Nullable Path file) {
        try {
            return file == null ? null : own(AccessLog.open(file));
        } catch (IOException e) {
            throw new ConfigurationException("router.accessLog: " + file + " cannot be written: " + e
                    + "; name a file in a folder that is there");
        }
    }

    Collection<Route> routes() {
        return table.get().routes().values();
    }

    RouterStats stats() {
        RouteTable now = table.get();
        List<MemberCounts> members = new ArrayList<>();
        for (Route route : now.routes().values()) {
            route.addresses()
                    .forEach((node, address) -> members.add(count(now, new Member(route.cluster(), node, address))));
        }
        listeners.instances().forEach(member -> members.add(count(now, member)));
        return RouterStats.of(listeners.counts(), members, haproxy.counts());
    }

    private MemberCounts count(RouteTable now, Member member) {
        long millis = backends.clock().getAsLong();
        long lag = backends.lags().millis(member.scope(), member.node(), millis);
        return new MemberCounts(
                member.scope(),
                member.node(),
                member.address().toString(),
                backends.shared().loads().of(member.node()),
                !now.isDown(member.scope(), member.node(), millis),
                backends.shared().drained().has(member.node()),
                listeners.isOut(member.node()),
                lag == Lags.UNKNOWN || now.isWriter(member.scope(), member.node()) ? null : lag);
    }

    /** The members by name, of clusters and services. */
    Set<String> members() {
        Set<String> names = new TreeSet<>();
        routes().forEach(route -> names.addAll(route.addresses().keySet()));
        listeners.instances().forEach(member -> names.add(member.node()));
        return names;
    }

    /** Who gets no new work. */
    Drained drained() {
        return backends.shared().drained();
    }

    Health routesKnown() {
        List<String> missing = Stream.concat(
                        config.listeners().stream().map(RouterConfig.Listener::cluster),
                        config.haproxy().stream().map(HaproxyConfig::cluster))
                .filter(cluster -> cluster != null && !table.get().routes().containsKey(cluster))
                .distinct()
                .toList();
        return missing.isEmpty()
                ? new Health(true, "all known")
                : new Health(false, "no route yet of " + String.join(", ", missing));
    }

    String kafka() {
        long silent = follower.silentMillis();
        return silent < config.kafkaSilence().toMillis()
                ? "answers"
                : "no answer for " + silent / 1000 + " s: the last routes go on";
    }

    /** How each steered backend is, for a person; empty where there is none. */
    Optional<String> haproxy() {
        return haproxy.line();
    }

    void measure(MeterRegistry registry) {
        haproxy.measure(registry);
        RouterMeters meters = new RouterMeters(registry);
        listeners.measure(meters);
        backends.figures().each(member -> meters.member(member, standings()));
        meters.gauge("parked", connections, Connections::waiting);
        meters.intake(intake);
        if (access != null) {
            meters.gauge("access.left.out", access, AccessLog::leftOut);
        }
    }

    private RouterMeters.Standings standings() {
        return new RouterMeters.Standings() {
            @Override
            public int active(MemberStats member) {
                return backends.shared().loads().of(member.node());
            }

            @Override
            public boolean drained(MemberStats member) {
                return backends.shared().drained().has(member.node());
            }

            @Override
            public boolean ejected(MemberStats member) {
                return listeners.isOut(member.node());
            }
        };
    }

    private <T extends AutoCloseable> T own(T part) {
        return owned.own(part);
    }

    @Override
    public synchronized void close() {
        closed = true;
        listeners.stop(config.stopTime());
        owned.close();
    }
}
