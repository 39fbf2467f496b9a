package dev.understudy.router.tcp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All established connections of all listeners. Thread-safe. */
public final class Connections {

    private final Set<Carried> carried = ConcurrentHashMap.newKeySet();

    void add(Carried connection) {
        carried.add(connection);
    }

    void remove(Carried connection) {
        carried.remove(connection);
    }

    /** Ends those that the table in force has no place for; of the others those wait, or go on, that it says so of. */
    public void recheck() {
        for (Carried connection : carried) {
            connection.endsBecause().ifPresentOrElse(connection::cut, connection::park);
        }
    }

    /** How many clients wait with a statement until a planned change is over. */
    public long waiting() {
        return carried.stream()
                .filter(connection -> connection.parking().waits())
                .count();
    }

    public int size() {
        return carried.size();
    }
}
