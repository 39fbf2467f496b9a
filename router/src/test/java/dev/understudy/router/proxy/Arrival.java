package dev.understudy.router.proxy;

import dev.understudy.router.net.ClientAddress;
import dev.understudy.router.stats.ListenerStats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A connection that comes to a listener which takes headers from 10.0.0.0/8, and what its service gets to see of it. */
final class Arrival implements AutoCloseable {

    static final InetSocketAddress BALANCER = HeaderBytes.at("10.0.0.7", 50_000);
    static final InetSocketAddress OTHER = HeaderBytes.at("192.0.2.1", 50_000);
    static final InetSocketAddress HERE = HeaderBytes.at("10.0.0.1", 3306);

    final List<String> seen = new ArrayList<>();
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final EmbeddedChannel channel;
    private final Refusing refusing;

    /** What a listener keeps for all of its connections. */
    record Refusing(ListenerStats stats, Refusals refusals) {

        static Refusing at(LongSupplier clock) {
            ListenerStats stats = new ListenerStats("writer");
            return new Refusing(stats, new Refusals(stats, clock));
        }

        long count() {
            return stats.counts().proxyRefused();
        }
    }

    Arrival(InetSocketAddress peer, Refusing refusing) throws Exception {
        this.refusing = refusing;
        ProxyProtocol rules = new ProxyProtocol(List.of(Network.of("10.0.0.0/8")), false);
        this.channel = new Connection(peer, Introductions.before(service(), rules, refusing.refusals()));
        channel.register();
    }

    /** What the service says of who its client is. */
    String client() {
        return ClientAddress.text(channel);
    }

    long refused() {
        return refusing.count();
    }

    void send(byte... sent) {
        if (channel.isOpen()) {
            channel.writeInbound(channel.alloc().buffer(sent.length + 1).writeBytes(sent));
        }
    }

    void pass(int millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private ChannelInitializer<Channel> service() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline().addLast(new Service());
            }
        };
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }

    private final class Service extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            seen.add("active " + client());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf chunk = (ByteBuf) message;
            bytes.writeBytes(ByteBufUtil.getBytes(chunk));
            chunk.release();
            if (!"bytes".equals(seen.get(seen.size() - 1))) {
                seen.add("bytes");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            seen.add("inactive");
        }
    }

    private static final class Connection extends EmbeddedChannel {

        private final InetSocketAddress peer;

        Connection(InetSocketAddress peer, ChannelHandler first) {
            super(false, false, first);
            this.peer = peer;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return peer;
        }

        @Override
        protected SocketAddress localAddress0() {
            return HERE;
        }
    }
}
