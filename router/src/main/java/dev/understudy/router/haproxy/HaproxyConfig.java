package dev.understudy.router.haproxy;

import dev.understudy.events.Address;
import dev.understudy.router.balance.BalanceConfig.Fallback;
import dev.understudy.router.haproxy.plan.Naming;
import dev.understudy.router.routing.Demand;
import dev.understudy.router.routing.Role;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code router.haproxy:}, a backend that is steered. All of its servers are: no other may be in it.
 *
 * @param socket HAProxy's runtime API at level admin: an absolute path, or {@code host:port}
 * @param backend its name in HAProxy
 * @param cluster whose databases
 * @param role {@code writer} or {@code reader}
 * @param fallback where readers' clients go when no reader is left; the writer if not given
 * @param hold the server that takes whoever has to wait; {@code hold} if not given
 * @param servers what HAProxy calls the nodes, by node; a node that is not named has its own name there
 */
public record HaproxyConfig(
        String socket,
        String backend,
        String cluster,
        Role role,
        @Nullable Fallback fallback,
        String hold,
        Map<String, String> servers) {

    public HaproxyConfig {
        if (backend == null || backend.isBlank()) {
            throw new IllegalArgumentException("haproxy: an entry has no backend");
        }
        Naming.requireName("haproxy: backend", backend);
        String entry = "haproxy " + backend + ": ";
        if (cluster == null || role == null) {
            throw new IllegalArgumentException(entry + "needs a cluster and a role");
        }
        if (fallback != null && role == Role.WRITER) {
            throw new IllegalArgumentException(entry + "fallback is for role: reader");
        }
        hold = hold == null ? "hold" : hold;
        servers = servers == null ? Map.of() : Map.copyOf(servers);
        try {
            at(socket);
            new Naming(servers, hold);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry + e.getMessage(), e);
        }
    }

    /** Where the runtime API is; a name is looked up each time. */
    SocketAddress address() {
        return at(socket);
    }

    Demand demand() {
        return new Demand(cluster, role, fallback != Fallback.NONE);
    }

    Naming naming() {
        return new Naming(servers, hold);
    }

    private static SocketAddress at(@Nullable String socket) {
        if (socket == null || socket.isBlank()) {
            throw new IllegalArgumentException("socket is missing");
        } else if (socket.startsWith("/")) {
            return UnixDomainSocketAddress.of(socket);
        }
        Address address = Address.parse(socket);
        return new InetSocketAddress(address.host(), address.port());
    }
}
