package dev.understudy.router.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Supplier;

/** Goes on, after TLS's handshake, with what was agreed on in it. */
final class Negotiated extends ApplicationProtocolNegotiationHandler {

    private final Supplier<Gate> gate;

    Negotiated(Supplier<Gate> gate) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.gate = gate;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            Spoken.http2(context.pipeline(), gate);
        } else {
            Spoken.http1(context.pipeline(), gate);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            gate.get().stats().refused();
        }
        super.userEventTriggered(context, event);
        if (event instanceof ChannelInputShutdownEvent && !context.isRemoved()) {
            // In the middle of its handshake.
            context.close();
        }
    }

    /** Who knocks with something else than TLS is no news: it is counted. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
