package dev.understudy.router.net;

import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket, apart from who serves the clients that come to it: that can change while it is open, and no client is
 * refused in between. Thread-safe.
 */
public final class Port implements AutoCloseable {

    private static final long CLOSE_MILLIS = 1_000;

    private final Channel listening;
    private final Turnstile turnstile;
    private volatile @Nullable ChannelHandler newcomers;

    private Port(Transport transport, InetSocketAddress address, LongSupplier clock) throws InterruptedException {
        ChannelInitializer<Channel> connection = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline().addLast(newcomers);
            }
        };
        this.turnstile = new Turnstile(clock);
        this.listening = transport
                .server(connection)
                .handler(turnstile)
                .option(ChannelOption.AUTO_READ, false)
                .bind(address)
                .sync()
                .channel();
    }

    /**
     * Takes the address. Nobody is accepted yet: who connects meanwhile waits.
     *
     * @param address port 0 takes a free one
     * @param clock ms, monotonic
     * @throws java.io.IOException where it is taken
     */
    public static Port take(Transport transport, InetSocketAddress address, LongSupplier clock)
            throws InterruptedException {
        return new Port(transport, address, clock);
    }

    /**
     * Accepts clients from now on. Those that were accepted before keep what they have.
     *
     * @param setUp sharable; sets up each of them
     * @param most how many there may be at once, those that were there before included; null for any number
     * @param stats of the listener whose limit that is
     */
    public void serve(ChannelHandler setUp, @Nullable Integer most, ListenerStats stats) {
        newcomers = setUp;
        turnstile.open(listening, most, stats);
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
