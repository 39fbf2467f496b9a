package dev.understudy.router;

import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.http.HttpListener;
import dev.understudy.router.http.Members;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Serving;
import dev.understudy.router.routing.Member;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes who serves a listener's clients from its configuration. Nobody is served by that, and no port opened.
 *
 * @param table where connections go
 * @param connections all established ones
 */
record ListenerSetup(LiveTable table, Connections connections, Backends backends) {

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
        if (listener.service() != null) {
            return service(listener, listener.service(), source, tls, stats);
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
            return Port.take(backends.transport(), new InetSocketAddress(listener.host(), listener.port()));
        } catch (Exception e) {
            // Netty throws what no signature of its says.
            if (e instanceof IOException || e instanceof UnresolvedAddressException) {
                throw new ConfigurationException("router: listener " + listener.name() + " cannot listen on "
                        + listener.host() + ":" + listener.port() + ": " + e.getMessage());
            }
            throw e;
        }
    }

    private Made service(
            RouterConfig.Listener listener, String service, Source source, @Nullable LiveTls tls, ListenerStats stats) {
        List<Member> instances = Reloadable.members(service, source.file());
        requireMembers(listener, instances);
        Members members = new Members(
                new Members.Service(service, instances, listener.balance()),
                table,
                backends.watches(),
                backends.figures(),
                backends.shared());
        LiveTls certificates = tls == null ? tls(listener) : tls;
        HttpListener.Options options =
                new HttpListener.Options(source.config().requestTime(), certificates, listener.proxyProtocol());
        return new Made(
                new HttpListener(options, members, backends.transport(), stats), certificates, instances, stats);
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
                            + ", which is no member of " + listener.service());
                });
    }
}
