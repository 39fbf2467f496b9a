package dev.understudy.router.proxy;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who says of whom a connection is: {@code proxyProtocol:} of a listener.
 *
 * @param accept the load balancers: whoever connects from there must say who its client is, and is believed; nobody if not
 *     given
 * @param send whether servers are told who the client is; false if not given
 */
public record ProxyProtocol(List<Network> accept, Boolean send) {

    /** Nobody says anything. */
    public static final ProxyProtocol NONE = new ProxyProtocol(List.of(), false);

    public ProxyProtocol {
        accept = accept == null ? List.of() : accept;
        if (accept.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "accept has an entry without a network: write it, or take the entry away");
        }
        accept = List.copyOf(accept);
        send = send == null ? Boolean.FALSE : send;
    }

    /** Whether this peer has to say who its client is. */
    boolean expects(@Nullable SocketAddress peer) {
        return peer instanceof InetSocketAddress known && accept.stream().anyMatch(network -> network.has(known));
    }
}
