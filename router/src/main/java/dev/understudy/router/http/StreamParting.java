package dev.understudy.router.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;

/** Over HTTP/2: the stream ends, and the connection does not notice. */
final class StreamParting implements Parting {

    @Override
    public boolean canGoOn() {
        return false;
    }

    @Override
    public void after(Channel client, ChannelFuture answer, boolean stillSends) {
        if (stillSends) {
            // The answer is whole, and the rest of the request needless (RFC 9113, 8.1). Where nothing is left to send
            // the
            // stream has ended by itself.
            answer.addListener(out -> reset(client, Http2Error.NO_ERROR));
        }
    }

    @Override
    public void amid(Channel client) {
        reset(client, Http2Error.INTERNAL_ERROR);
    }

    private static void reset(Channel client, Http2Error why) {
        client.writeAndFlush(new DefaultHttp2ResetFrame(why)).addListener(ChannelFutureListener.CLOSE);
    }
}
