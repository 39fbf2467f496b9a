package dev.understudy.router.net;

import dev.understudy.router.balance.Hashing;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a client comes from: as its load balancer has told, where one has; otherwise its connection's address. */
public final class ClientAddress {

    private static final AttributeKey<Ends> TOLD = AttributeKey.valueOf(ClientAddress.class, "told");

    private ClientAddress() {}

    /** Takes a load balancer's word for it. Before anything is asked of this client here. */
    public static void tell(Channel client, Ends ends) {
        client.attr(TOLD).set(ends);
    }

    /** Both ends of the client's own connection; empty where it has left already. */
    public static Optional<Ends> ends(Channel client) {
        Ends told = told(client);
        if (told != null) {
            return Optional.of(told);
        }
        return client.remoteAddress() instanceof InetSocketAddress from
                        && client.localAddress() instanceof InetSocketAddress to
                ? Optional.of(new Ends(from, to))
                : Optional.empty();
    }

    /** As a person writes it, without the port; {@code unknown} where it has left already. */
    public static String text(Channel client) {
        InetAddress address = of(client);
        return address == null ? "unknown" : address.getHostAddress();
    }

    /** What tells it apart, whatever its port; empty where it has left already. */
    public static OptionalLong key(Channel client) {
        InetAddress address = of(client);
        return address == null ? OptionalLong.empty() : OptionalLong.of(Hashing.of(address.getAddress()));
    }

    private static @Nullable InetAddress of(Channel client) {
        Ends told = told(client);
        if (told != null) {
            return told.from().getAddress();
        }
        return client.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }

    /** A stream of HTTP/2 comes from where its connection does. */
    private static @Nullable Ends told(Channel client) {
        Channel connection = client instanceof Http2StreamChannel stream ? stream.parent() : client;
        return connection.attr(TOLD).get();
    }
}
