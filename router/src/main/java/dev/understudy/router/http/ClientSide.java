package dev.understudy.router.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Its requests are answered one after the other; those that come early wait, and beyond a few the
 * client is not read. One event loop.
 */
final class ClientSide extends ChannelInboundHandlerAdapter {

    private static final int MOST_EARLY = 64;
    private static final long LINGER_MILLIS = 2_000;

    private final Gate gate;
    private final Deque<HttpObject> early = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private boolean requestComplete;
    /** It sends no more, and still wants its answers. */
    private boolean inputEnded;

    private boolean closing;
    private boolean lingering;

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
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            refuse(client, unreadable(part.decoderResult().cause()), "the request cannot be read");
            return;
        }
        if (part instanceof HttpRequest request) {
            requestComplete = false;
            if (request.method().equals(HttpMethod.CONNECT)) {
                ReferenceCountUtil.release(part);
                refuse(client, HttpResponseStatus.NOT_IMPLEMENTED, "this is no way to other places");
                return;
            }
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
            end(client);
        } else {
            // Not here: the member's last bytes are still being read.
            client.eventLoop().execute(() -> goOn(client));
        }
    }

    /** What came early is looked at now. */
    private void goOn(Channel client) {
        while (!closing && !isBusy() && !early.isEmpty()) {
            take(client, early.remove());
        }
        if (exchange != null) {
            exchange.flushMember();
        }
        if (inputEnded) {
            noMoreComes(client);
        } else if (early.size() < MOST_EARLY) {
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

    private void refuse(Channel client, HttpResponseStatus status, String why) {
        if (exchange != null) {
            exchange.spoiled(status, why);
            return;
        }
        requestComplete = false;
        gate.stats().refused();
        client.writeAndFlush(Refusal.of(status, why));
        end(client);
    }

    private static HttpResponseStatus unreadable(Throwable cause) {
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : cause instanceof TooLongHttpLineException
                        ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                        : HttpResponseStatus.BAD_REQUEST;
    }

    /** After what was written, no more comes from here. */
    private void end(Channel client) {
        closing = true;
        boolean stillSends = !inputEnded && (!requestComplete || !early.isEmpty());
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (stillSends && written.isSuccess()) {
                linger(client);
            } else {
                client.close();
            }
        });
    }

    /** Closed while bytes of its own are unread, a client's system would throw the answer away. */
    private void linger(Channel client) {
        lingering = true;
        client.config().setAutoRead(true);
        ((DuplexChannel) client).shutdownOutput();
        client.eventLoop().schedule(() -> client.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void noMoreComes(Channel client) {
        // What is incomplete now will never be complete.
        boolean incomplete = exchange != null && !requestComplete;
        if (lingering || incomplete) {
            client.close();
        } else if (exchange == null && early.isEmpty()) {
            end(client);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            noMoreComes(context.channel());
        } else if (event instanceof IdleStateEvent && exchange == null) {
            context.close();
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
