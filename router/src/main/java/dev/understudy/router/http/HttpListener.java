package dev.understudy.router.http;

import dev.understudy.router.net.Serving;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.Introductions;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.service.Members;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.tls.LiveTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the clients of a service. */
public final class HttpListener implements Serving {

    /** A client that asks nothing for so long is let go. */
    private static final int IDLE_SECONDS = 75;

    private final Gate gate;
    private final ChannelHandler connections;
    /** By whose rules the next request is served, of this listener's clients and of those it came after. */
    private volatile AtomicReference<Gate> inForce;

    /**
     * How clients are served.
     *
     * @param requestTime how long a member may say nothing while it is asked
     * @param tls null where clients speak plainly
     * @param proxy which load balancers say who their client is
     */
    public record Options(Duration requestTime, @Nullable LiveTls tls, ProxyProtocol proxy) {}

    /** What listeners share. */
    public record Surroundings(Transport transport, Clients clients) {}

    /**
     * @param surroundings what listeners share
     */
    public HttpListener(Options options, Members members, Surroundings surroundings, ListenerStats stats) {
        LiveTls tls = options.tls();
        this.gate = new Gate(
                members,
                surroundings.transport(),
                new Kept(),
                surroundings.clients(),
                stats,
                options.requestTime(),
                tls == null ? "http" : "https");
        this.inForce = new AtomicReference<>(gate);
        ChannelInitializer<Channel> service = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                Supplier<Gate> current = inForce::get;
                client.pipeline().addLast(new Counted(stats), new IdleStateHandler(0, 0, IDLE_SECONDS));
                if (tls == null) {
                    client.pipeline().addLast(new Preface(current));
                } else {
                    client.pipeline().addLast(tls.handler(), new Negotiated(current));
                }
            }
        };
        this.connections = Introductions.before(service, options.proxy(), stats, members::now);
    }

    /** Clients that are connected already are served by the new rules from their next request on, unless they came by another scheme. */
    @Override
    public void begin(@Nullable Serving before) {
        if (before instanceof HttpListener known) {
            gate.members().takeOver(known.gate.members());
            if (known.gate.scheme().equals(gate.scheme())) {
                inForce = known.inForce;
                inForce.set(gate);
            }
        }
    }

    @Override
    public ChannelHandler connections() {
        return connections;
    }

    @Override
    public boolean isOut(String node) {
        return gate.members().isOut(node);
    }

    /** A request that nobody can serve is answered, and does not wait. */
    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void end() {
        // Nothing is held for those who are not there.
    }
}
