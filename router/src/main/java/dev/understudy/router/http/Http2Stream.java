package dev.understudy.router.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/** Makes of one HTTP/2 stream a request as HTTP/1.1 has it, and sees to the stream's end. One event loop. */
final class Http2Stream extends ChannelInboundHandlerAdapter {

    private final Http2Connection connection;

    Http2Stream(Http2Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HttpRequest request)) {
            context.fireChannelRead(message);
        } else if (connection.isOverfull()) {
            ReferenceCountUtil.release(message);
            reset(context, Http2Error.REFUSED_STREAM);
        } else {
            context.fireChannelRead(head(request));
            if (request instanceof FullHttpRequest whole) {
                whole.release();
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        }
    }

    private static HttpRequest head(HttpRequest request) {
        HttpHeaders headers = request.headers();
        for (ExtensionHeaderNames own : ExtensionHeaderNames.values()) {
            headers.remove(own.text());
        }
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            // The first was :authority, which counts (RFC 9113, 8.3.1).
            headers.set(HttpHeaderNames.HOST, hosts.get(0));
        }
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri(), headers);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2ResetFrame) {
            // Not now: the codec takes note of it after this, and would answer it with one of ours.
            context.executor().execute(context::close);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            reset(context, Http2Error.PROTOCOL_ERROR);
        } else if (!(cause instanceof Http2Exception)) {
            // The protocol's own errors end the stream with their own word.
            context.close();
        }
    }

    private static void reset(ChannelHandlerContext context, Http2Error why) {
        context.writeAndFlush(new DefaultHttp2ResetFrame(why)).addListener(ChannelFutureListener.CLOSE);
    }
}
