package dev.understudy.router;

import static java.util.Objects.requireNonNull;

import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.http.Clients;
import dev.understudy.router.http.HttpListener;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Serving;
import dev.understudy.router.plain.PassThrough;
import dev.understudy.router.plain.PlainListener;
import dev.understudy.router.routing.Member;
import dev.understudy.router.service.Members;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.tcp.Backends;
import dev.understudy.router.tcp.Connections;
import dev.understudy.router.tcp.TcpListener;
import dev.understudy.router.tls.LiveTls;
import dev.understudy.router.tls.UnusableTls;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes who serves a listener's clients from its configuration. Nobody is served by that, and no port opened.
 *
 * @param table where connections go
 * @param connections all established ones
 * @param clients those who speak HTTP
 */
record ListenerSetup(LiveTable table, Connections connections, Backends backends, Clients clients) {

    /**
     * Who serves, and what with.
     *
     * @param tls its certificates; null where there are none
     * @param instances a service's members
     * @param stats what the listener of this name has done
     */
    record Made(Serving serving, @Nullable LiveTls tls, List<Member> instances, ListenerStats stats) {}

    /** A configuration as a whole. */
    record Source(RouterConfig config, Configuration file) {}

    /**
     * @param tls the listener's, where it has some already; null where it has none or needs others
     * @throws ConfigurationException where the listener names what does not exist, or cannot be used
     */
    Made make(RouterConfig.Listener listener, Source source, @Nullable LiveTls tls, ListenerStats stats) {
        if (!listener.services().isEmpty()) {
            return ofServices(listener, source, tls, stats);
        } else if (listener.cluster() == null || listener.role() == null) {
            throw new ConfigurationException("router: listener " + listener.name() + " is for nobody");
        }
        source.file().cluster(listener.cluster());
        TcpListener.Options options = new TcpListener.Options(
                listener.cluster(),
                listener.role(),
                source.config().hold(),
                listener.balance(),
                listener.proxyProtocol());
        return new Made(new TcpListener(options, table, backends, connections, stats), null, List.of(), stats);
    }

    /**
     * Takes a listener's address.
     *
     * @throws ConfigurationException where that cannot be
     */
    Port take(RouterConfig.Listener listener) throws InterruptedException {
        try {
            return Port.take(
                    backends.transport(), new InetSocketAddress(listener.host(), listener.port()), backends.clock());
        } catch (Exception e) {
            // Netty throws what no signature of its says.
            if (e instanceof IOException || e instanceof UnresolvedAddressException) {
                throw new ConfigurationException("router: listener " + listener.name() + " cannot listen on "
                        + listener.host() + ":" + listener.port() + ": " + e.getMessage());
            }
            throw e;
        }
    }

    private Made ofServices(RouterConfig.Listener listener, Source source, @Nullable LiveTls tls, ListenerStats stats) {
        List<Member> instances = new ArrayList<>();
        Map<String, Members> services = new HashMap<>();
        for (String service : listener.services()) {
            List<Member> members = Reloadable.members(service, source.file());
            instances.addAll(members);
            services.put(service, members(service, members, listener));
        }
        requireMembers(listener, instances);
        if (listener.mode() == RouterConfig.Mode.TCP) {
            return new Made(plain(listener, services, stats), null, instances, stats);
        }
        LiveTls certificates = tls == null ? tls(listener) : tls;
        HttpListener.Options options =
                new HttpListener.Options(source.config().requestTime(), certificates, listener.proxyProtocol());
        Members members = requireNonNull(services.get(listener.service()));
        HttpListener.Surroundings around = new HttpListener.Surroundings(backends.transport(), clients);
        return new Made(new HttpListener(options, members, around, stats), certificates, instances, stats);
    }

    private Serving plain(RouterConfig.Listener listener, Map<String, Members> services, ListenerStats stats) {
        PlainListener.Options options =
                new PlainListener.Options(listener.proxyProtocol(), PlainListener.Times.DEFAULT);
        PlainListener.Surroundings around = new PlainListener.Surroundings(backends.transport(), backends.clock());
        PassThrough names = listener.passThrough();
        return names == null
                ? PlainListener.of(options, requireNonNull(services.get(listener.service())), around, stats)
                : PlainListener.of(options, names, services, around, stats);
    }

    private Members members(String service, List<Member> members, RouterConfig.Listener listener) {
        return new Members(
                new Members.Service(service, members, listener.balance()),
                table,
                backends.watches(),
                backends.figures(),
                backends.shared());
    }

    private static @Nullable LiveTls tls(RouterConfig.Listener listener) {
        if (listener.tls() == null) {
            return null;
        }
        try {
            return LiveTls.start(listener.name(), listener.tls(), LiveTls.Times.USUAL);
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
                            + ", which is no member of " + String.join(" or ", listener.services()));
                });
    }
}
