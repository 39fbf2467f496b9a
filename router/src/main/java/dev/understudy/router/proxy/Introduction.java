package dev.understudy.router.proxy;

import dev.understudy.router.net.ClientAddress;
import dev.understudy.router.net.Ends;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a PROXY header says.
 *
 * @param client whose connection is passed on; empty where the sender speaks for itself, or does not say
 */
public record Introduction(Optional<Ends> client) {

    /** The router speaks for itself. */
    public static final Introduction LOCAL = new Introduction(Optional.empty());

    /** Of a client; where it has left already there is nobody to be spoken for. */
    public static Introduction of(Channel client) {
        return new Introduction(ClientAddress.ends(client));
    }

    /**
     * @param header stays the caller's
     */
    static Introduction read(HAProxyMessage header) {
        // A path of Unix is no address to go by.
        InetSocketAddress from = address(header.sourceAddress(), header.sourcePort());
        InetSocketAddress to = address(header.destinationAddress(), header.destinationPort());
        return header.command() == HAProxyCommand.PROXY && from != null && to != null
                ? new Introduction(Optional.of(new Ends(from, to)))
                : LOCAL;
    }

    /** In version 2, owned by the caller. */
    HAProxyMessage header() {
        if (client.isEmpty()) {
            return new HAProxyMessage(
                    HAProxyProtocolVersion.V2, HAProxyCommand.LOCAL, HAProxyProxiedProtocol.UNKNOWN, null, null, 0, 0);
        }
        InetSocketAddress from = client.get().from();
        InetSocketAddress to = client.get().to();
        boolean short4 = from.getAddress() instanceof Inet4Address && to.getAddress() instanceof Inet4Address;
        return new HAProxyMessage(
                HAProxyProtocolVersion.V2,
                HAProxyCommand.PROXY,
                short4 ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
                text(from.getAddress(), short4),
                text(to.getAddress(), short4),
                from.getPort(),
                to.getPort());
    }

    /** Writes it, as what comes first on this connection. On its event loop. */
    public void send(ChannelHandlerContext server) {
        server.pipeline().addFirst(HAProxyMessageEncoder.INSTANCE);
        server.writeAndFlush(header());
        // What follows is the client's own, and costs no look at whether it is a header.
        server.pipeline().remove(HAProxyMessageEncoder.INSTANCE);
    }

    /** A header has one family for both: beside an address of six, one of four is written as one of six. */
    private static String text(InetAddress address, boolean short4) {
        return address instanceof Inet4Address && !short4
                ? "::ffff:" + address.getHostAddress()
                : NetUtil.toAddressString(address);
    }

    private static @Nullable InetSocketAddress address(@Nullable String text, int port) {
        InetAddress address = text == null ? null : NetUtil.createInetAddressFromIpAddressString(text);
        return address == null ? null : new InetSocketAddress(address, port);
    }
}
