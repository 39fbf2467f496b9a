package dev.understudy.router.http;

import dev.understudy.router.net.Transport;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One port for a service. */
public final class HttpListener implements AutoCloseable {

    /** A client that asks nothing for so long is let go. */
    private static final int IDLE_SECONDS = 75;

    private final Channel listening;

    private HttpListener(Channel listening) {
        this.listening = listening;
    }

    /**
     * @param address port 0 takes a free one
     * @param requestTime how long a member may say nothing while it is asked
     * @throws java.net.BindException where the port is taken
     */
    public static HttpListener start(
            InetSocketAddress address, Members members, Transport transport, ListenerStats stats, Duration requestTime)
            throws InterruptedException {
        Gate gate = new Gate(members, transport, new Kept(), stats, requestTime);
        return new HttpListener(transport
                .server(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        client.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new IdleStateHandler(0, 0, IDLE_SECONDS),
                                        new ClientSide(gate));
                    }
                })
                .bind(address)
                .sync()
                .channel());
    }

    /** The port that was taken. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly(1_000);
    }
}
