package dev.understudy.journal;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochOpened;
import dev.understudy.events.Route;
import org.jspecify.annotations.Nullable;

/**
 * Whose commits are to be stored.
 *
 * @param epoch the highest epoch that was ever seen
 * @param writer its writer; empty where there is none
 * @param address where the writer listens; null where there is none
 * @param start all that the writer has executed before the epoch's first transaction, the engine's notation; empty where nobody has said
 */
record Reign(Epoch epoch, String writer, @Nullable Address address, String start) {

    static final Reign NONE = new Reign(Epoch.NONE, "", null, "");

    /**
     * What follows from a route: nothing of a lower epoch is taken. One that names no writer ends no epoch: the commits of the last one
     * are stored until the next epoch begins or this one is closed.
     */
    Reign after(Route route) {
        if (route.epoch().isOlderThan(epoch)) {
            return this;
        }
        String node = route.writer();
        boolean same = route.epoch().equals(epoch);
        if (node == null) {
            return same ? this : new Reign(route.epoch(), "", null, "");
        }
        return new Reign(route.epoch(), node, route.addresses().get(node), same ? start : "");
    }

    /** What follows where an epoch is opened: its writer is attached to before any route names it. */
    Reign after(EpochOpened opened) {
        return opened.epoch().isOlderThan(epoch)
                ? this
                : new Reign(opened.epoch(), opened.node(), opened.address(), opened.startSet());
    }
}
