package dev.understudy.agent.route;

import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import org.jspecify.annotations.Nullable;

/**
 * Who reigns, as far as is known here. Immutable.
 *
 * @param highest the highest epoch ever seen, by whatever way
 * @param route the route of that epoch; null where none is known
 */
public record Reign(Epoch highest, @Nullable Route route) {

    /** Takes a route, unless it is of an older epoch than the highest seen. */
    public Reign with(Route newer) {
        return newer.epoch().isOlderThan(highest) ? this : new Reign(newer.epoch(), newer);
    }

    /** Knows of an epoch that has no route here yet: nobody is its writer so far. */
    public Reign seen(Epoch epoch) {
        return highest.isOlderThan(epoch) ? new Reign(epoch, null) : this;
    }

    /** What a node is in the epoch held. */
    public Role roleOf(String node) {
        if (route == null || route.writer() == null) {
            return Role.UNDECIDED;
        }
        return node.equals(route.writer()) ? Role.WRITER : Role.OTHER;
    }

    /** A node's part in the epoch held. */
    public enum Role {
        /** It may be written to. */
        WRITER,
        /** Another node is the writer. */
        OTHER,
        /** No route is known, or it names no writer. */
        UNDECIDED
    }
}
