package dev.understudy.router.proxy;

import dev.understudy.router.net.ClientAddress;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Behind the {@link HeaderDecoder} while a header is awaited. Nobody else is on the connection yet: those who serve its client
 * come when it is known, and to them the connection begins then. One event loop.
 */
final class HeaderWait extends ChannelInboundHandlerAdapter {

    /** The protocol asks for no less than three seconds: a lost segment is sent again within them. */
    static final long LONGEST_MILLIS = 3_000;

    private final HeaderDecoder decoder;
    private final ChannelHandler service;
    private final Refusals refusals;
    private @Nullable Future<?> timer;
    private boolean over;

    /**
     * @param service who serves the client
     */
    HeaderWait(HeaderDecoder decoder, ChannelHandler service, Refusals refusals) {
        this.decoder = decoder;
        this.service = service;
        this.refusals = refusals;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timer = context.executor()
                .schedule(
                        () -> refuse(context, "it sent no whole PROXY header within " + LONGEST_MILLIS / 1000 + " s"),
                        LONGEST_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        // To those who serve it, it begins later.
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!over && message instanceof HAProxyMessage header) {
                over = true;
                Introduction.read(header).client().ifPresent(ends -> ClientAddress.tell(context.channel(), ends));
                serve(context);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void serve(ChannelHandlerContext context) {
        context.pipeline().addLast(service);
        context.fireChannelActive();
        // Before the decoder goes, which passes on what stood behind the header.
        context.pipeline().remove(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            left(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        left(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            left(context);
        } else {
            // Not in its own words: what it sent may stand in them.
            refuse(context, "what it sent is no PROXY header");
        }
    }

    private void left(ChannelHandlerContext context) {
        if (decoder.spoke()) {
            refuse(context, "it left before its PROXY header was whole");
        } else {
            // So does a load balancer see whether anybody listens here.
            over = true;
            context.close();
        }
    }

    private void refuse(ChannelHandlerContext context, String reason) {
        if (!over) {
            over = true;
            refusals.refuse(context.channel().remoteAddress(), reason);
            context.close();
        }
    }
}
