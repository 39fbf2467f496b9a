package dev.understudy.router.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Its requests are answered one after the other; those that come early wait, and beyond a few the
 * client is not read. One event loop.
 */
final class ClientSide extends ChannelInboundHandlerAdapter {

    private static final int MOST_EARLY = 64;

    private final Gate gate;
    private final Deque<HttpObject> early = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private boolean requestComplete;
    private boolean closing;

    ClientSide(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        gate.stats().accepted();
        gate.stats().opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
        } else if (part.decoderResult().isFailure()) {
            refuse(context, part);
        } else if (isBusy() || !early.isEmpty()) {
            early.add(part);
            if (early.size() >= MOST_EARLY) {
                context.channel().config().setAutoRead(false);
            }
        } else {
            take(context.channel(), part);
        }
    }

    private void take(Channel client, HttpObject part) {
        if (part instanceof HttpRequest request) {
            requestComplete = false;
            if (HttpUtil.is100ContinueExpected(request)) {
                client.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            }
            exchange = new Exchange(request, client, gate, keeps -> done(client, keeps));
            exchange.begin();
        }
        if (part instanceof HttpContent content) {
            requestComplete = part instanceof LastHttpContent;
            if (exchange == null) {
                content.release();
            } else {
                exchange.body(content);
            }
        }
    }

    /** The answer is out. */
    private void done(Channel client, boolean keeps) {
        exchange = null;
        if (closing || !keeps || !requestComplete) {
            closing = true;
            client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            // Not here: the member's last bytes are still being read.
            client.eventLoop().execute(() -> goOn(client));
        }
    }

    /** What came early is looked at now. */
    private void goOn(Channel client) {
        HttpObject part = early.isEmpty() || closing || isBusy() ? null : early.poll();
        while (part != null) {
            take(client, part);
            part = closing || isBusy() ? null : early.poll();
        }
        if (exchange != null) {
            exchange.flushMember();
        }
        if (early.size() < MOST_EARLY) {
            client.config().setAutoRead(true);
        }
    }

    private boolean isBusy() {
        return exchange != null && requestComplete;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.flushMember();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.clientTakes(context.channel().isWritable());
        }
    }

    private void refuse(ChannelHandlerContext context, HttpObject part) {
        ReferenceCountUtil.release(part);
        closing = true;
        if (exchange != null) {
            exchange.clientLeft();
            context.close();
            return;
        }
        Throwable cause = part.decoderResult().cause();
        HttpResponseStatus status = cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : cause instanceof TooLongHttpLineException
                        ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                        : HttpResponseStatus.BAD_REQUEST;
        context.writeAndFlush(Refusal.of(status, "the request cannot be read"))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        boolean ended = event instanceof ChannelInputShutdownEvent;
        if (exchange == null && (ended || event instanceof IdleStateEvent)) {
            context.close();
        } else if (ended) {
            // It sends no more, and still wants its answer.
            closing = true;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        gate.stats().closed();
        if (exchange != null) {
            exchange.clientLeft();
            exchange = null;
        }
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
