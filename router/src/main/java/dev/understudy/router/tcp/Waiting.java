package dev.understudy.router.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A client's side until it has a server. It goes on being read, since that is how it is noticed that a client went away; a
 * client that speaks first anyway is kept, up to a limit.
 */
final class Waiting extends ChannelInboundHandlerAdapter {

    private static final int EARLY_BYTES = 64 * 1024;

    private final Desk desk;
    private final Deque<ByteBuf> early = new ArrayDeque<>();
    private int earlyBytes;
    private @Nullable Session session;

    Waiting(Desk desk) {
        this.desk = desk;
    }

    /** Makes the carried connection's handler this one's successor, and gives it what the client sent so far. */
    void handOver(Channel client, Relay relay) {
        client.pipeline().replace(this, "relay", relay);
        ByteBuf chunk = early.poll();
        while (chunk != null) {
            client.pipeline().fireChannelRead(chunk);
            chunk = early.poll();
        }
        client.pipeline().fireChannelReadComplete();
        client.config().setAutoRead(relay.otherTakes());
    }

    void drop() {
        early.forEach(ByteBuf::release);
        early.clear();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        session = new Session(context.channel(), this, desk);
        session.arrive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf chunk = (ByteBuf) message;
        early.add(chunk);
        earlyBytes += chunk.readableBytes();
        if (earlyBytes > EARLY_BYTES) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            left();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        left();
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        left();
        drop();
    }

    private void left() {
        if (session != null) {
            session.clientLeft();
        }
    }
}
