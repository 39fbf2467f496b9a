package dev.understudy.router.follow;

import dev.understudy.router.routing.RouteTable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The table in force, swapped whole. Read by any thread; who changes it tells all who listen. */
public final class LiveTable {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile RouteTable table;

    public LiveTable(RouteTable table) {
        this.table = table;
    }

    public RouteTable get() {
        return table;
    }

    /** Ends what {@link #onChange} began. */
    public interface Subscription {
        /** Idempotent. */
        void end();
    }

    /** Calls this after each change, on the thread that made it. */
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** How many are called. */
    public int subscribers() {
        return listeners.size();
    }

    public synchronized void change(UnaryOperator<RouteTable> next) {
        RouteTable before = table;
        RouteTable after = next.apply(before);
        if (after != before) {
            table = after;
            listeners.forEach(Runnable::run);
        }
    }
}
