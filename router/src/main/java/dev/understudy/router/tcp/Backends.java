package dev.understudy.router.tcp;

import dev.understudy.router.net.Transport;
import dev.understudy.router.select.Lags;
import dev.understudy.router.select.Selector;
import dev.understudy.router.sighting.NodeWatches;
import java.util.function.LongSupplier;

/**
 * The servers, as all listeners share them. Thread-safe.
 *
 * @param shared what choices go by
 * @param lags how old the data of readers is
 */
public record Backends(Transport transport, NodeWatches watches, Selector.Shared shared, Lags lags, Times times) {

    /**
     * How long a server is given.
     *
     * @param connectMillis until it accepts
     * @param greetingMillis after that, until it speaks
     */
    public record Times(int connectMillis, int greetingMillis) {
        public static final Times DEFAULT = new Times(1_000, 300);
    }

    public Backends(Transport transport, NodeWatches watches, Selector.Shared shared, Lags lags) {
        this(transport, watches, shared, lags, Times.DEFAULT);
    }

    /** ms, monotonic. */
    public LongSupplier clock() {
        return shared.clock();
    }

    long now() {
        return clock().getAsLong();
    }
}
