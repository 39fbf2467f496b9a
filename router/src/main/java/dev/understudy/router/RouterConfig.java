package dev.understudy.router;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.HashRule;
import dev.understudy.router.haproxy.HaproxyConfig;
import dev.understudy.router.hold.HoldLimits;
import dev.understudy.router.plain.PassThrough;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Role;
import dev.understudy.router.tls.TlsConfig;
import dev.understudy.runtime.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code router:} of {@code understudy.yaml}.
 *
 * @param name names this router in its sightings; {@code router} if not given
 * @param host its machine's name: observers of one host make no independent paths; {@code localhost}
 * @param http where it answers itself; 127.0.0.1:7304
 * @param listeners the clients' ports
 * @param haproxy backends of HAProxy that are steered; a router that has some needs no ports of its own
 * @param hold how many clients wait for a writer, and how long
 * @param stateDir where the last routes are kept; {@code understudy-NAME} in the system's temporary folder if not given
 * @param kafkaSilence for how long Kafka may be away before readiness says so; 10s
 * @param requestTime how long an HTTP member may take for an answer; 60s
 * @param stopTime for how long HTTP requests under way may take to end when it stops, at most 1m; 5s
 * @param threads event loops; the number of cores
 * @param zone where it is: members of the same zone are preferred; null where zones do not matter
 * @param accessLog a file that gets a line for each connection and request; none if not given
 * @param tokenFile a file with the token that orders must carry; without it no order is taken
 */
public record RouterConfig(
        String name,
        String host,
        HttpConfig http,
        List<Listener> listeners,
        List<HaproxyConfig> haproxy,
        HoldLimits hold,
        Path stateDir,
        Duration kafkaSilence,
        Duration requestTime,
        Duration stopTime,
        Integer threads,
        @Nullable String zone,
        @Nullable Path accessLog,
        @Nullable String tokenFile) {

    /** As they were at the process's start: that a container is given others is no change of the configuration. */
    private static final int CORES = Math.max(2, Runtime.getRuntime().availableProcessors());

    /**
     * One port: for a cluster's role, for a service, or for TLS that passes through to services.
     *
     * @param name names it in the figures
     * @param host the address to listen on; 127.0.0.1 if not given
     * @param port 0 takes a free one
     * @param cluster whose databases; with {@code role}
     * @param role {@code writer} or {@code reader}
     * @param service whose instances; instead of {@code cluster}
     * @param mode how a service's instances are spoken to; over HTTP
     * @param passThrough which services TLS passes through to; instead of {@code cluster} and {@code service}
     * @param balance how one of several members is chosen; the least loaded
     * @param tls for a service, how clients are spoken to in TLS; null for plain HTTP
     * @param proxyProtocol who says of whom a connection is; nobody
     * @param maxConnections how many clients' connections it has open at most, 1 or more; null for any number
     */
    public record Listener(
            String name,
            String host,
            int port,
            @Nullable String cluster,
            @Nullable Role role,
            @Nullable String service,
            Mode mode,
            @Nullable PassThrough passThrough,
            BalanceConfig balance,
            @Nullable TlsConfig tls,
            ProxyProtocol proxyProtocol,
            @Nullable Integer maxConnections) {

        public Listener {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("a listener has no name");
            }
            host = host == null ? "127.0.0.1" : host;
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("listener " + name + ": a port is 0 to 65535, not " + port);
            }
            if (maxConnections != null && maxConnections < 1) {
                throw new IllegalArgumentException(
                        "listener " + name + ": maxConnections is 1 or more, not " + maxConnections);
            }
            if (cluster != null && passThrough != null) {
                throw new IllegalArgumentException(
                        "listener " + name + ": passThrough is for services; a database's clients begin TLS inside"
                                + " its protocol, which passes through as it is: take it away");
            }
            if (Stream.of(cluster, service, passThrough)
                            .filter(Objects::nonNull)
                            .count()
                    != 1) {
                throw new IllegalArgumentException(
                        "listener " + name + ": needs a cluster and a role, or a service, or passThrough");
            }
            if (mode != null && service == null) {
                throw new IllegalArgumentException("listener " + name + ": mode is for a service");
            }
            boolean plain = passThrough != null || mode == Mode.TCP;
            mode = plain ? Mode.TCP : Mode.HTTP;
            if ((cluster == null) != (role == null)) {
                throw new IllegalArgumentException(
                        "listener " + name + ": role is for a cluster, and a cluster needs one");
            }
            if (balance != null && role == Role.WRITER) {
                throw new IllegalArgumentException("listener " + name + ": balance is for readers and services");
            }
            balance = balance == null ? BalanceConfig.defaults() : balance;
            if (cluster == null && balance.isOfReaders()) {
                throw new IllegalArgumentException(
                        "listener " + name + ": maxLag and fallback: none are for role: reader");
            }
            if (plain && tls != null) {
                throw new IllegalArgumentException(
                        "listener " + name + ": tls is for a service over HTTP; here TLS passes through as it is");
            }
            if (cluster != null && tls != null) {
                throw new IllegalArgumentException(
                        "listener " + name + ": tls is for services; a database's clients begin"
                                + " TLS inside its protocol, which passes through: set it up on the servers");
            }
            if ((cluster != null || plain) && balance.hash().by() != HashRule.By.CLIENT) {
                throw new IllegalArgumentException(
                        "listener " + name + ": a header or a cookie has only a service's client over HTTP");
            }
            proxyProtocol = proxyProtocol == null ? ProxyProtocol.NONE : proxyProtocol;
            if (mode == Mode.HTTP && service != null && proxyProtocol.send()) {
                throw new IllegalArgumentException(
                        "listener " + name + ": proxyProtocol.send is for a cluster's servers and for"
                                + " mode: tcp; over HTTP a service learns its client from X-Forwarded-For: take it away");
            }
        }

        /** Whose instances it needs, in order; none for a cluster. */
        Set<String> services() {
            if (passThrough != null) {
                return new TreeSet<>(passThrough.targets());
            }
            return service == null ? Set.of() : Set.of(service);
        }
    }

    /** How a service's instances are spoken to. */
    public enum Mode {
        HTTP,
        /** Whatever their clients speak. */
        TCP;

        @JsonCreator
        static Mode of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "http" -> HTTP;
                case "tcp" -> TCP;
                default -> throw new IllegalArgumentException("mode is http or tcp, not '" + text + "'");
            };
        }
    }

    public RouterConfig {
        name = name == null ? "router" : name;
        host = host == null ? "localhost" : host;
        http = http == null ? HttpConfig.onPort(7304) : http;
        listeners = listeners == null ? List.of() : List.copyOf(listeners);
        haproxy = haproxy == null ? List.of() : List.copyOf(haproxy);
        hold = hold == null ? HoldLimits.defaults() : hold;
        stateDir = stateDir == null ? Path.of(System.getProperty("java.io.tmpdir"), "understudy-" + name) : stateDir;
        kafkaSilence = kafkaSilence == null ? Duration.ofSeconds(10) : kafkaSilence;
        requestTime = requestTime == null ? Duration.ofSeconds(60) : requestTime;
        stopTime = stopTime == null ? Duration.ofSeconds(5) : stopTime;
        threads = threads == null ? Integer.valueOf(CORES) : threads;
        if (listeners.isEmpty() && haproxy.isEmpty()) {
            throw new IllegalArgumentException("listeners is missing: at least one port for the clients, or haproxy");
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("threads is 1 to 256, not " + threads);
        }
        if (requestTime.toMillis() < 1) {
            throw new IllegalArgumentException("requestTime is at least 1ms");
        }
        if (stopTime.isNegative() || stopTime.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("stopTime is 0s to 1m");
        }
        requireDistinct(http, listeners);
        requireOneEach(haproxy);
    }

    /** Of all listeners that have a limit. */
    long maxConnections() {
        return listeners.stream()
                .map(Listener::maxConnections)
                .filter(Objects::nonNull)
                .mapToLong(Integer::longValue)
                .sum();
    }

    private static void requireOneEach(List<HaproxyConfig> haproxy) {
        Set<String> backends = new HashSet<>();
        for (HaproxyConfig entry : haproxy) {
            if (!backends.add(entry.backend() + " at " + entry.socket())) {
                throw new IllegalArgumentException(
                        "haproxy: the backend " + entry.backend() + " at " + entry.socket() + " is given twice");
            }
        }
    }

    private static void requireDistinct(HttpConfig http, List<Listener> listeners) {
        Set<String> names = new HashSet<>();
        Map<Integer, String> ports = new HashMap<>();
        ports.put(http.port(), "http");
        for (Listener listener : listeners) {
            if (!names.add(listener.name())) {
                throw new IllegalArgumentException("two listeners have the name " + listener.name());
            }
            String other = listener.port() == 0 ? null : ports.put(listener.port(), listener.name());
            if (other != null) {
                throw new IllegalArgumentException("port " + listener.port() + " is given to " + other + " and to "
                        + listener.name() + ": each needs its own");
            }
        }
    }
}
