package dev.understudy.router.relay;

import dev.understudy.router.net.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/**
 * Passes one side's bytes to the other side. Both sides have one, and run on one event loop.
 *
 * <p>A side is read only while the other takes what was read, so that neither can fill the router's memory.
 */
public final class Relay extends ChannelInboundHandlerAdapter {

    private final Channel other;
    private final Eyes eyes;

    /** What is worth knowing of a side. Called on the event loop. */
    public interface Eyes {
        /** Whether bytes are not to be passed on for now; then they are the callee's. */
        default boolean keeps(ByteBuf chunk) {
            return false;
        }

        /** Bytes are about to be passed on; the reader's index stays where it is. */
        void bytes(ByteBuf chunk);

        /** It sends no more; it may still receive. */
        void sendsNoMore();

        /** Its connection broke. */
        void broke(Throwable cause);

        /** It is closed. */
        void closed();
    }

    public Relay(Channel other, Eyes eyes) {
        this.other = other;
        this.eyes = eyes;
    }

    /** Whether the other side takes more. */
    public boolean otherTakes() {
        return other.isWritable();
    }

    /** Tells a side, after all that was passed to it, that no more comes. */
    public static void endOutput(Channel side) {
        side.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (side.isActive()) {
                ((DuplexChannel) side).shutdownOutput();
            }
        });
    }

    /** Closes it after all that was passed to it. */
    public static void closeAfterFlush(Channel side) {
        side.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf chunk = (ByteBuf) message;
        if (eyes.keeps(chunk)) {
            return;
        }
        eyes.bytes(chunk);
        other.write(chunk, other.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Transport.read(other, context.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            other.flush();
            eyes.sendsNoMore();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        eyes.broke(cause);
        Transport.reset(context.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        other.flush();
        eyes.closed();
    }
}
