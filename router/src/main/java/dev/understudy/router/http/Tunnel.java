package dev.understudy.router.http;

import dev.understudy.router.net.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * Passes one side's bytes to the other. Both sides have one, and run on one event loop. A side is read only while the other takes
 * what was read; one that sends no more still gets what the other sends.
 */
final class Tunnel extends ChannelInboundHandlerAdapter {

    private final Pair pair;
    private final Channel other;
    private boolean inputEnded;

    /** What both sides share. */
    static final class Pair {

        private final Channel client;
        private final Channel member;
        private final Runnable ended;
        private int inputsEnded;

        Pair(Channel client, Channel member, Runnable ended) {
            this.client = client;
            this.member = member;
            this.ended = ended;
        }

        private void closed() {
            if (!client.isActive() && !member.isActive()) {
                ended.run();
            }
        }

        private void closeBoth() {
            client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            member.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    Tunnel(Pair pair, Channel other) {
        this.pair = pair;
        this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf) {
            other.write(message);
        } else {
            // HTTP's last word.
            ReferenceCountUtil.release(message);
        }
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
        if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
            endInput();
        } else if (event instanceof IdleStateEvent && pair.inputsEnded > 0) {
            // One side has gone, and the other has nothing more to say to it.
            pair.closeBoth();
        }
    }

    private void endInput() {
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        pair.inputsEnded++;
        if (pair.inputsEnded == 2) {
            pair.closeBoth();
        } else {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> ConnectionParting.endOutput(other));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        pair.closed();
    }
}
