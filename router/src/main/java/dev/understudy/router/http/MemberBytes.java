package dev.understudy.router.http;

import dev.understudy.router.stats.MemberStats;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts a member's bytes, before the codec and after it. */
final class MemberBytes extends ChannelDuplexHandler {

    private final MemberStats figures;

    MemberBytes(MemberStats figures) {
        this.figures = figures;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf chunk) {
            figures.received(chunk.readableBytes());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf chunk) {
            figures.sent(chunk.readableBytes());
        }
        context.write(message, promise);
    }
}
