package dev.understudy.router.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket, apart from who serves the clients that come to it: that can change while it is open, and no client is
 * refused in between. Thread-safe.
 */
public final class Port implements AutoCloseable {

    private static final long CLOSE_MILLIS = 1_000;

    private final Channel listening;
    private volatile @Nullable ChannelHandler newcomers;

    private Port(Transport transport, InetSocketAddress address) throws InterruptedException {
        ChannelInitializer<Channel> connection = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline().addLast(newcomers);
            }
        };
        this.listening = transport
                .server(connection)
                .option(ChannelOption.AUTO_READ, false)
                .bind(address)
                .sync()
                .channel();
    }

    /**
     * Takes the address. Nobody is accepted yet: who connects meanwhile waits.
     *
     * @param address port 0 takes a free one
     * @throws java.io.IOException where it is taken
     */
    public static Port take(Transport transport, InetSocketAddress address) throws InterruptedException {
        return new Port(transport, address);
    }

    /**
     * Accepts clients from now on. Those that were accepted before keep what they have.
     *
     * @param setUp sharable; sets up each of them
     */
    public void serve(ChannelHandler setUp) {
        newcomers = setUp;
        listening.config().setAutoRead(true);
    }

    /** The port that was taken. */
    public int number() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Accepts nobody more; connections that are there go on. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly(CLOSE_MILLIS);
    }
}
