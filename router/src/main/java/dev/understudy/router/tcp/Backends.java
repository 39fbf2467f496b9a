package dev.understudy.router.tcp;

import dev.understudy.router.net.Transport;
import dev.understudy.router.select.Lags;
import dev.understudy.router.select.Selector;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.MembersStats;
import java.util.function.LongSupplier;

/**
 * The servers, as all listeners share them. Thread-safe.
 *
 * @param shared what choices go by
 * @param lags how old the data of readers is
 * @param figures what was done with each of them
 */
public record Backends(
        Transport transport,
        NodeWatches watches,
        Selector.Shared shared,
        Lags lags,
        MembersStats figures,
        Times times) {

    /**
     * How long each is given.
     *
     * @param connectMillis until it accepts
     * @param greetingMillis after that, until it speaks
     * @param halfOpenMillis for how long a side may be silent whose other side sends no more
     */
    public record Times(int connectMillis, int greetingMillis, int halfOpenMillis) {
        public static final Times DEFAULT = new Times(1_000, 300, 60_000);
    }

    public Backends(Transport transport, NodeWatches watches, Selector.Shared shared, Lags lags) {
        this(transport, watches, shared, lags, new MembersStats(), Times.DEFAULT);
    }

    /** ms, monotonic. */
    public LongSupplier clock() {
        return shared.clock();
    }

    long now() {
        return clock().getAsLong();
    }
}
