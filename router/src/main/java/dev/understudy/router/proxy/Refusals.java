package dev.understudy.router.proxy;

import dev.understudy.router.net.Seldom;
import dev.understudy.router.stats.ListenerStats;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts load balancers' connections that were ended for want of a right header, and tells of one a minute. Thread-safe. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final ListenerStats stats;
    private final Seldom telling;

    /**
     * @param clock ms, monotonic
     */
    Refusals(ListenerStats stats, LongSupplier clock) {
        this.stats = stats;
        this.telling = new Seldom(clock);
    }

    /**
     * @param reason for a person
     */
    void refuse(@Nullable SocketAddress peer, String reason) {
        stats.proxyRefused();
        telling.tell(more -> LOG.warn(
                "{}: a connection from {}, which proxyProtocol.accept names, was ended: {}{}",
                stats.name(),
                peer instanceof InetSocketAddress known ? NetUtil.toSocketAddressString(known) : "somewhere",
                reason,
                more));
    }
}
