package dev.understudy.router.http;

import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Counts a client's connection, whatever is spoken on it. */
final class Counted extends ChannelInboundHandlerAdapter {

    private final ListenerStats stats;

    Counted(ListenerStats stats) {
        this.stats = stats;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        stats.accepted();
        stats.opened();
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stats.closed();
        context.fireChannelInactive();
    }
}
