package dev.understudy.router.http;

import dev.understudy.router.routing.Member;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to a member. One event loop. */
final class MemberSide extends ChannelInboundHandlerAdapter {

    private final Member member;
    private final Kept kept;
    private @Nullable Exchange exchange;
    private long restsSince;

    MemberSide(Member member, Kept kept) {
        this.member = member;
        this.kept = kept;
    }

    void serve(Exchange next) {
        exchange = next;
    }

    /** Nothing is asked of it any more. */
    void rest() {
        exchange = null;
        restsSince = System.nanoTime();
    }

    long restedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - restsSince);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Exchange current = exchange;
        if (current == null || !(message instanceof HttpObject part)) {
            // Nobody asked.
            ReferenceCountUtil.release(message);
            context.close();
        } else {
            current.answered(part);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.flushClient();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.memberTakes(context.channel().isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ended(String.valueOf(cause.getMessage()));
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        kept.forget(context.channel(), member);
        ended("closed the connection");
    }

    private void ended(String how) {
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.memberEnded(how);
        }
    }
}
