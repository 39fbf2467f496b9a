package dev.understudy.router.proxy;

import dev.understudy.router.stats.ListenerStats;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts load balancers' connections that were ended for want of a right header, and tells of one a minute. Thread-safe. */
final class Refusals {

    static final long QUIET_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final ListenerStats stats;
    private final LongSupplier clock;
    private final AtomicLong toldAt;
    private final AtomicLong untold = new AtomicLong();

    /**
     * @param clock ms, monotonic
     */
    Refusals(ListenerStats stats, LongSupplier clock) {
        this.stats = stats;
        this.clock = clock;
        this.toldAt = new AtomicLong(clock.getAsLong() - QUIET_MILLIS);
    }

    /**
     * @param reason for a person
     */
    void refuse(@Nullable SocketAddress peer, String reason) {
        stats.proxyRefused();
        long now = clock.getAsLong();
        long before = toldAt.get();
        if (now - before < QUIET_MILLIS || !toldAt.compareAndSet(before, now)) {
            untold.incrementAndGet();
            return;
        }
        long more = untold.getAndSet(0);
        LOG.warn(
                "{}: a connection from {}, which proxyProtocol.accept names, was ended: {}{}",
                stats.name(),
                peer instanceof InetSocketAddress known ? NetUtil.toSocketAddressString(known) : "somewhere",
                reason,
                more == 0 ? "" : " (and " + more + " more since this was last told)");
    }
}
