package dev.understudy.router.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells from a plain connection's first bytes what is spoken on it: HTTP/2 by those who know beforehand that it is (RFC 9113,
 * 3.3), HTTP/1.1 by all others.
 */
final class Preface extends ByteToMessageDecoder {

    private static final ByteBuf HTTP2 = Http2CodecUtil.connectionPrefaceBuf();

    private final Supplier<Gate> gate;

    Preface(Supplier<Gate> gate) {
        this.gate = gate;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), HTTP2.readableBytes());
        boolean fits = ByteBufUtil.equals(in, in.readerIndex(), HTTP2, HTTP2.readerIndex(), length);
        if (!fits) {
            Spoken.http1(context.pipeline(), gate);
        } else if (length == HTTP2.readableBytes()) {
            Spoken.http2(context.pipeline(), gate);
        } else {
            return;
        }
        context.pipeline().remove(this);
    }

    /** No more comes: what is there is no beginning of HTTP/2. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (context.channel().isActive() && !context.isRemoved()) {
            Spoken.http1(context.pipeline(), gate);
            context.pipeline().remove(this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            context.close();
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
