package dev.understudy.agent.route;

import dev.understudy.agent.memory.Memory;
import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reign in force, kept in step with the agent's memory. Thread-safe. */
public final class Reigns {

    private static final Logger LOG = LoggerFactory.getLogger(Reigns.class);

    private final String cluster;
    private final Memory memory;
    private final Runnable onChange;
    private volatile Reign reign;

    /**
     * @param onChange called on the caller's thread after each change
     */
    public Reigns(String cluster, Memory memory, Runnable onChange) {
        this.cluster = cluster;
        this.memory = memory;
        this.onChange = onChange;
        this.reign = new Reign(memory.get().highest(), null);
    }

    public Reign get() {
        return reign;
    }

    /** Takes a route of the own cluster; another cluster's is passed over, an older epoch's refused. */
    public void take(Route route) {
        if (!route.cluster().equals(cluster)) {
            return;
        }
        Reign before = reign;
        if (route.epoch().isOlderThan(before.highest())) {
            LOG.warn(
                    "a route of epoch {} is refused: epoch {} has been seen ({})",
                    route.epoch(),
                    before.highest(),
                    route.incident());
            return;
        }
        if (change(held -> held.with(route))) {
            LOG.info("epoch {}: {} with writer {}", route.epoch(), route.state(), route.writer());
            onChange.run();
        }
    }

    /** An epoch was named by somebody who knows. */
    public void seen(Epoch epoch) {
        if (change(held -> held.seen(epoch))) {
            onChange.run();
        }
    }

    private synchronized boolean change(UnaryOperator<Reign> change) {
        Reign before = reign;
        Reign after = change.apply(before);
        reign = after;
        memory.seen(after.highest());
        return !after.equals(before);
    }
}
