package dev.understudy.router.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/** Reads one header, of a limited length, and goes; what stands behind it is passed on. */
final class HeaderDecoder extends HAProxyMessageDecoder {

    /** What a header may say beyond the addresses, in bytes: a certificate, an endpoint's name. Nothing of it is used. */
    static final int MOST_BESIDES = 8 * 1024;

    /** Version 2's fixed part, its longest addresses, and what it may say beyond them, in bytes. */
    static final int MOST = 16 + 216 + MOST_BESIDES;

    private boolean spoke;

    HeaderDecoder() {
        super(MOST_BESIDES);
    }

    /** Whether anything has come at all. */
    boolean spoke() {
        return spoke;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        spoke = true;
        super.channelRead(context, message);
    }
}
