package dev.understudy.router.net;

import dev.understudy.router.balance.Hashing;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a client comes from, without the port. */
public final class ClientAddress {

    private ClientAddress() {}

    /** As a person writes it; {@code unknown} where it has left already. */
    public static String text(Channel client) {
        InetAddress address = of(client);
        return address == null ? "unknown" : address.getHostAddress();
    }

    /** What tells it apart; empty where it has left already. */
    public static OptionalLong key(Channel client) {
        InetAddress address = of(client);
        return address == null ? OptionalLong.empty() : OptionalLong.of(Hashing.of(address.getAddress()));
    }

    private static @Nullable InetAddress of(Channel client) {
        return client.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }
}
