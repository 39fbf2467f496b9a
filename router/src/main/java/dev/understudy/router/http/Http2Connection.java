package dev.understudy.router.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One client's connection over HTTP/2, whose requests are streams of their own. One event loop.
 *
 * <p>What a client sends is kept until its member takes it, and each stream has its own room for that: one whose member is slow
 * does not stand in the way of the others. A connection takes no more memory for it than {@link #MOST_STREAMS} of HTTP/1.1 do.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter {

    static final int MOST_STREAMS = 100;

    /** What one stream's client may send before its member has taken it. Bytes. */
    static final int STREAM_WINDOW = 128 * 1024;

    private final Set<Channel> streams = new HashSet<>();
    private boolean last;

    void opened(Channel stream) {
        streams.add(stream);
        stream.closeFuture().addListener(closed -> ended(stream));
    }

    private void ended(Channel stream) {
        streams.remove(stream);
        if (last && streams.isEmpty()) {
            stream.parent().close();
        }
    }

    /**
     * Whether there are far more than the client was told: one that never confirms the settings is not stopped by the codec.
     * Twice as many, for those that have ended may not all be closed here.
     */
    boolean isOverfull() {
        return streams.size() > 2 * MOST_STREAMS;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        int more = MOST_STREAMS * STREAM_WINDOW - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
        context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(more));
    }

    /** Settings, pings and the like, which the codec has answered. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            // A stream whose request is under way takes no notice.
            streams().forEach(stream -> stream.pipeline().fireUserEventTriggered(event));
            if (streams.isEmpty()) {
                context.close();
            }
        } else if (event == Clients.Event.STOPPING) {
            last = true;
            // Says which requests are still answered: those that come later its client may ask elsewhere.
            context.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
            if (streams.isEmpty()) {
                context.close();
            }
        } else if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
            // Nothing can be asked any more: what is under way ends, and then the connection.
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // What the protocol forbids is answered by the codec, with the right word for it.
        if (!(cause instanceof Http2Exception)) {
            context.close();
        }
    }

    /** A stream that is not read would not see its end. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        streams().forEach(Channel::close);
    }

    private List<Channel> streams() {
        return List.copyOf(streams);
    }
}
