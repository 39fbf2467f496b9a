package dev.understudy.router.http;

import dev.understudy.router.net.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/** Over HTTP/1.1, where an answer's end may be the connection's. */
final class ConnectionParting implements Parting {

    private static final long LINGER_MILLIS = 2_000;

    private boolean lingering;

    @Override
    public boolean canGoOn() {
        return true;
    }

    @Override
    public void after(Channel client, ChannelFuture answer, boolean stillSends) {
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (stillSends && written.isSuccess()) {
                linger(client);
            } else {
                client.close();
            }
        });
    }

    /** Closed while bytes of its own are unread, a client's system would throw the answer away. */
    private void linger(Channel client) {
        lingering = true;
        client.config().setAutoRead(true);
        endOutput(client);
        client.eventLoop().schedule(() -> client.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Says that no more comes, where it can still be said, in TLS's words too. */
    static void endOutput(Channel side) {
        SslHandler tls = side.pipeline().get(SslHandler.class);
        if (!side.isActive()) {
            return;
        }
        if (tls == null) {
            ((DuplexChannel) side).shutdownOutput();
        } else {
            tls.closeOutbound().addListener(told -> ((DuplexChannel) side).shutdownOutput());
        }
    }

    @Override
    public boolean isLingering() {
        return lingering;
    }

    @Override
    public void amid(Channel client) {
        ChannelHandlerContext tls = client.pipeline().context(SslHandler.class);
        if (tls == null) {
            Transport.reset(client);
        } else {
            // Past TLS's own end, which would say that nothing is missing.
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            tls.close();
        }
    }
}
