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
 * @param isWitnessed whether the epoch was opened while this keeper was there: then it has stored nothing of it before
 */
record Reign(Epoch epoch, String writer, @Nullable Address address, String start, boolean isWitnessed) {

    static final Reign NONE = of(Epoch.NONE, "", null);

    /** One of which no more than that is known. */
    static Reign of(Epoch epoch, String writer, @Nullable Address address) {
        return new Reign(epoch, writer, address, "", false);
    }

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
            return same ? this : of(route.epoch(), "", null);
        }
        Address at = route.addresses().get(node);
        return same ? new Reign(epoch, node, at, start, isWitnessed) : of(route.epoch(), node, at);
    }

    /**
     * What follows where an epoch is opened: its writer is attached to before any route names it.
     *
     * @param live whether it was opened while this keeper was there
     */
    Reign after(EpochOpened opened, boolean live) {
        return opened.epoch().isOlderThan(epoch)
                ? this
                : new Reign(
                        opened.epoch(),
                        opened.node(),
                        opened.address(),
                        opened.startSet(),
                        live && !opened.startSet().isEmpty());
    }
}
