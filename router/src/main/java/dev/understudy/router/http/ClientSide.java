package dev.understudy.router.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
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
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection over HTTP/1.1, or one stream of one over HTTP/2. Its requests are answered one after the other; those
 * that come early wait, and beyond a few the client is not read. One event loop.
 */
final class ClientSide extends ChannelInboundHandlerAdapter {

    private static final int MOST_EARLY = 64;

    private final Supplier<Gate> gate;
    private final Parting parting;
    private final Deque<HttpObject> early = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private @Nullable Caller caller;
    private boolean requestComplete;
    /** It sends no more, and still wants its answers. */
    private boolean inputEnded;

    /** Its listener stops: what has begun is answered, and no more. */
    private boolean last;

    private boolean closing;

    ClientSide(Supplier<Gate> gate, Parting parting) {
        this.gate = gate;
        this.parting = parting;
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
            exchange = new Exchange(request, caller(client), gate.get(), new Exchange.End() {
                @Override
                public void done(ChannelFuture answer, boolean keeps) {
                    ClientSide.this.done(client, answer, keeps);
                }

                @Override
                public boolean isLast() {
                    return last;
                }

                @Override
                public void cut() {
                    parting.amid(client);
                }
            });
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

    /** The answer is written. */
    private void done(Channel client, ChannelFuture answer, boolean keeps) {
        exchange = null;
        if (closing || last || !keeps || !requestComplete || !parting.canGoOn()) {
            end(client, answer);
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

    /** Not before the first request: whom a load balancer speaks for is known by then. */
    private Caller caller(Channel client) {
        if (caller == null) {
            caller = Caller.of(client, gate.get().members()::now);
        }
        return caller;
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
        gate.get().stats().refused();
        end(client, client.writeAndFlush(Refusal.of(status, why)));
    }

    private static HttpResponseStatus unreadable(Throwable cause) {
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : cause instanceof TooLongHttpLineException
                        ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                        : HttpResponseStatus.BAD_REQUEST;
    }

    /** After what was written, no more comes from here. */
    private void end(Channel client, ChannelFuture answer) {
        closing = true;
        parting.after(client, answer, !inputEnded && (!requestComplete || !early.isEmpty()));
    }

    private void noMoreComes(Channel client) {
        // What is incomplete now will never be complete.
        boolean incomplete = exchange != null && !requestComplete;
        if (parting.isLingering() || incomplete) {
            client.close();
        } else if (exchange == null && early.isEmpty()) {
            end(client, client.newSucceededFuture());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
            inputEnded = true;
            noMoreComes(context.channel());
        } else if (event == Clients.Event.STOPPING) {
            last = true;
            if (!closing && exchange == null) {
                closing = true;
                parting.after(context.channel(), context.newSucceededFuture(), false);
            }
        } else if (event instanceof IdleStateEvent && exchange == null) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** Something else is spoken from here on. What came too early was taken for HTTP, and nobody can make sense of it now. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        gate.get().clients().remove(context.channel());
        if (!early.isEmpty()) {
            context.channel().close();
            early.forEach(ReferenceCountUtil::release);
            early.clear();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        if (exchange != null) {
            exchange.clientLeft();
            exchange = null;
        }
        if (caller != null) {
            caller.patience().end();
        }
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
