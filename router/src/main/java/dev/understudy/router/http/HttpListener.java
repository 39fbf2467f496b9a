package dev.understudy.router.http;

import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.Introductions;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.tls.LiveTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One port for a service. */
public final class HttpListener implements AutoCloseable {

    /** A client that asks nothing for so long is let go. */
    private static final int IDLE_SECONDS = 75;

    private final Channel listening;

    /**
     * Where it listens, and how.
     *
     * @param address port 0 takes a free one
     * @param requestTime how long a member may say nothing while it is asked
     * @param tls null where clients speak plainly
     * @param proxy which load balancers say who their client is
     */
    public record Options(
            InetSocketAddress address,
            Duration requestTime,
            @Nullable LiveTls tls,
            ProxyProtocol proxy) {}

    private HttpListener(Channel listening) {
        this.listening = listening;
    }

    /**
     * @throws java.net.BindException where the port is taken
     */
    public static HttpListener start(Options options, Members members, Transport transport, ListenerStats stats)
            throws InterruptedException {
        LiveTls tls = options.tls();
        Gate gate =
                new Gate(members, transport, new Kept(), stats, options.requestTime(), tls == null ? "http" : "https");
        ChannelInitializer<Channel> service = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline().addLast(new Counted(stats), new IdleStateHandler(0, 0, IDLE_SECONDS));
                if (tls == null) {
                    client.pipeline().addLast(new Preface(gate));
                } else {
                    client.pipeline().addLast(tls.handler(), new Negotiated(gate));
                }
            }
        };
        return new HttpListener(transport
                .server(Introductions.before(service, options.proxy(), stats, members::now))
                .bind(options.address())
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
