package dev.understudy.router.net;

import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets so many clients of one listener in, and no more: the others stay in the kernel's backlog, where nobody is refused, until
 * one leaves. It stands on the listening socket. Clients come on that socket's event loop, and leave on any.
 *
 * <p>The limit is never exceeded: no more are taken in one go than there are places. A socket that is told to stop takes no
 * notice before the end of what it is at.
 */
final class Turnstile extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Turnstile.class);

    /** As Netty has it. */
    private static final int MOST_AT_ONCE = 16;

    private final Seldom telling;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile @Nullable Rule rule;
    private volatile boolean shut = true;

    /**
     * @param most how many may be inside at once
     * @param stats of the listener whose limit it is
     */
    private record Rule(int most, ListenerStats stats) {}

    /**
     * Lets nobody in yet.
     *
     * @param clock ms, monotonic
     */
    Turnstile(LongSupplier clock) {
        this.telling = new Seldom(clock);
    }

    /**
     * Lets clients in from now on, or by another rule. Those that are inside stay, and are counted.
     *
     * @param most how many may be inside at once, 1 or more; null for any number
     */
    void open(Channel listening, @Nullable Integer most, ListenerStats stats) {
        Rule before = rule;
        if (before != null && before.stats() != stats) {
            before.stats().atLimit(false);
        }
        rule = new Rule(most == null ? Integer.MAX_VALUE : most, stats);
        Transport.on(listening.eventLoop(), () -> look(listening));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel listening = context.channel();
        inside.incrementAndGet();
        ((Channel) message).closeFuture().addListener(closed -> left(listening));
        look(listening);
        context.fireChannelRead(message);
    }

    private void left(Channel listening) {
        inside.decrementAndGet();
        if (shut && listening.isOpen()) {
            Transport.on(listening.eventLoop(), () -> look(listening));
        }
    }

    /** On the listening socket's loop. */
    private void look(Channel listening) {
        Rule now = rule;
        if (now == null) {
            return;
        }
        boolean before = shut;
        int free = now.most() - inside.get();
        if (free <= 0 && !before) {
            // Said before it is counted again: whoever leaves meanwhile is counted here, or calls.
            shut = true;
            free = now.most() - inside.get();
        }
        shut = free <= 0;
        if (!shut && listening.config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator bounded) {
            bounded.maxMessagesPerRead(Math.min(free, MOST_AT_ONCE));
        }
        if (shut != before) {
            listening.config().setAutoRead(!shut);
            if (shut) {
                tell(now);
            }
        }
        now.stats().atLimit(shut);
    }

    private void tell(Rule now) {
        telling.tell(more -> LOG.warn(
                "{} has {} connections, which is its maxConnections: others wait until one ends{}",
                now.stats().name(),
                now.most(),
                more));
    }
}
