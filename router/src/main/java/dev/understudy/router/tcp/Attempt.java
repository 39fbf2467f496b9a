package dev.understudy.router.tcp;

import dev.understudy.router.mysql.Packets;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.Introduction;
import dev.understudy.router.routing.Member;
import dev.understudy.router.sighting.NodeWatch;
import dev.understudy.router.sighting.Unanswered;
import dev.understudy.router.stats.MemberStats;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach a server: connected, and greeted in time. Nothing of the client's was sent to it yet, at most who it is,
 * so that a failed attempt costs nothing. One event loop; ends with exactly one call of its outcome, or none after {@link #abort}.
 */
final class Attempt extends ChannelInboundHandlerAdapter implements Unanswered {

    private final Goal goal;
    private final Member member;
    private final NodeWatch watch;
    private final Backends backends;
    private final Outcome outcome;
    private final MemberStats figures;
    private final long started;
    private final long startedNanos = System.nanoTime();
    private volatile boolean over;
    private @Nullable Channel server;
    private @Nullable Future<?> timer;

    /**
     * @param introduction what the server is told before it speaks; null for nothing
     */
    record Goal(Member member, @Nullable Introduction introduction) {}

    /** How it ended. */
    interface Outcome {
        /**
         * The server has spoken.
         *
         * @param server reads no more until its handler is replaced; owned by the callee now
         * @param greeting owned by the callee now
         */
        void greeted(Channel server, ByteBuf greeting);

        /**
         * @param reason for a person
         */
        void failed(String reason);
    }

    private Attempt(Goal goal, NodeWatch watch, Backends backends, Outcome outcome) {
        this.goal = goal;
        this.member = goal.member();
        this.watch = watch;
        this.backends = backends;
        this.outcome = outcome;
        this.figures = backends.figures().of(member.scope(), member.node());
        this.started = backends.now();
    }

    /** On the loop. The outcome comes after this has returned. */
    static Attempt start(Goal goal, EventLoop loop, Backends backends, Outcome outcome) {
        Member member = goal.member();
        NodeWatch watch = backends.watches().of(member);
        Attempt attempt = new Attempt(goal, watch, backends, outcome);
        watch.opened(attempt);
        ChannelFuture connecting = backends.transport()
                .client(loop, backends.times().connectMillis())
                .handler(attempt)
                .connect(new InetSocketAddress(
                        member.address().host(), member.address().port()));
        if (connecting.channel().isRegistered()) {
            attempt.server = connecting.channel();
        }
        // Later, since a failure may be known already, and never on another thread.
        connecting.addListener(done -> loop.execute(() -> attempt.connected(loop, connecting)));
        return attempt;
    }

    Member member() {
        return member;
    }

    /** Nobody wants it any more. */
    void abort() {
        if (end() && server != null) {
            server.close();
        }
    }

    @Override
    public long unansweredSince() {
        return over ? NOTHING : started;
    }

    private void connected(EventLoop loop, ChannelFuture connecting) {
        if (connecting.isSuccess()) {
            if (!over) {
                timer = loop.schedule(this::tooLate, backends.times().greetingMillis(), TimeUnit.MILLISECONDS);
            }
            return;
        }
        Throwable cause = connecting.cause();
        if (cause instanceof ConnectTimeoutException) {
            fail("cannot be reached", () -> watch.noGreeting(started));
        } else if (Transport.isRefusal(cause)) {
            fail("refuses connections", () -> watch.refused(backends.now(), null));
        } else {
            fail("cannot be reached: " + cause, () -> {});
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Introduction introduction = goal.introduction();
        // Here and not when the connecting is known to be over: the client's bytes could have come before it.
        if (introduction != null && !over) {
            introduction.send(context);
        }
    }

    private void tooLate() {
        fail("accepts and says nothing", () -> watch.noGreeting(started));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf greeting = (ByteBuf) message;
        if (over) {
            greeting.release();
            return;
        }
        long now = backends.now();
        if (Packets.isShutdown(greeting)) {
            greeting.release();
            fail("is shutting down", () -> watch.answered(now, now - started));
            return;
        }
        end();
        watch.answered(now, now - started);
        figures.connected(System.nanoTime() - startedNanos);
        outcome.greeted(context.channel(), greeting);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            closedEarly("closed before its greeting");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        closedEarly(String.valueOf(cause.getMessage()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closedEarly("closed before its greeting");
    }

    private void closedEarly(String detail) {
        fail("closes connections", () -> watch.reset(backends.now(), detail));
    }

    private void fail(String reason, Runnable evidence) {
        if (end()) {
            evidence.run();
            figures.failed();
            if (server != null) {
                server.close();
            }
            outcome.failed(member.node() + " " + reason);
        }
    }

    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        watch.closed(this);
        if (timer != null) {
            timer.cancel(false);
        }
        return true;
    }
}
