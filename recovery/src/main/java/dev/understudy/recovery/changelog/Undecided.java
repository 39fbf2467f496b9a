package dev.understudy.recovery.changelog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transactions without rows, after a marker: nothing in them says which connector sent them. They count where they come from the server
 * whose rows do, which is known when the first row counts. Not thread-safe.
 */
final class Undecided {

    private final List<Unfinished.Empty> waiting = new ArrayList<>();
    private @Nullable String origin;

    /** What is to be made of one. */
    enum Fate {
        WAITS,
        COUNTS,
        VOID
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * @param from the server that wrote it
     */
    Fate take(Unfinished.Empty empty, String from) {
        if (origin == null) {
            waiting.add(empty);
            return Fate.WAITS;
        }
        return origin.equals(from) ? Fate.COUNTS : Fate.VOID;
    }

    /**
     * The epoch's connector reads this server.
     *
     * @return those that waited for that
     */
    List<Unfinished.Empty> learn(String server) {
        origin = server;
        List<Unfinished.Empty> decided = List.copyOf(waiting);
        waiting.clear();
        return decided;
    }

    /** An epoch begins. */
    void forget() {
        waiting.clear();
        origin = null;
    }
}
