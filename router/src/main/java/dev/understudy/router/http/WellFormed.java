package dev.understudy.router.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Ends a stream whose path HTTP/1.1's first line cannot carry as one word: a member would read what is more as another request.
 * Before the codec, which would refuse it too, and lose a buffer each time.
 */
@Sharable
final class WellFormed extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http2HeadersFrame frame && !isSound(frame.headers())) {
            ReferenceCountUtil.release(message);
            context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static boolean isSound(Http2Headers headers) {
        // What follows the body has no method.
        return headers.method() == null || isTarget(headers.path());
    }

    static boolean isTarget(@Nullable CharSequence path) {
        return path != null && path.length() > 0 && path.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
    }
}
