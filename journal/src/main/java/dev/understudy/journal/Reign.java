package dev.understudy.journal;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import org.jspecify.annotations.Nullable;

/**
 * Whose commits are to be stored.
 *
 * @param epoch the highest epoch that was ever seen
 * @param writer its writer; empty where there is none
 * @param address where the writer listens; null where there is none
 */
record Reign(Epoch epoch, String writer, @Nullable Address address) {

    static final Reign NONE = new Reign(Epoch.NONE, "", null);

    /**
     * What follows from a route: nothing of a lower epoch is taken. One that names no writer ends no epoch: the commits of the last one
     * are stored until the next epoch begins or this one is closed.
     */
    Reign after(Route route) {
        if (route.epoch().isOlderThan(epoch)) {
            return this;
        }
        String node = route.writer();
        if (node == null) {
            return route.epoch().equals(epoch) ? this : new Reign(route.epoch(), "", null);
        }
        return new Reign(route.epoch(), node, route.addresses().get(node));
    }
}
