package dev.understudy.recovery.journal;

import dev.understudy.events.Epoch;
import dev.understudy.events.EpochClosed;
import dev.understudy.events.KeeperStopped;
import dev.understudy.events.LeaseRecord;
import dev.understudy.events.LeaseRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may still acknowledge commits of an epoch that is being closed. The records are taken in their topic's order; a request behind
 * the close was granted to nobody. Not thread-safe.
 */
final class OpenLeases {

    /** How far the brokers' clocks may lie apart, ms: the topic's timestamps are theirs. */
    static final long SKEW_MILLIS = 10_000;

    private final Epoch epoch;
    private final Map<String, Asked> asked = new TreeMap<>();
    private boolean closed;

    private record Asked(long millis, long at) {}

    OpenLeases(Epoch epoch) {
        this.epoch = epoch;
    }

    /**
     * @param atMillis when the broker took it
     */
    void take(LeaseRecord record, long atMillis) {
        if (record instanceof LeaseRequest request && !closed && !epoch.isOlderThan(request.epoch())) {
            asked.merge(
                    request.keeper(),
                    new Asked(request.millis(), atMillis),
                    (before, now) -> new Asked(Math.max(before.millis(), now.millis()), now.at()));
        } else if (record instanceof KeeperStopped stopped) {
            asked.remove(stopped.keeper());
        } else if (record instanceof EpochClosed close
                && !closed
                && !close.epoch().isOlderThan(epoch)) {
            closed = true;
            asked.values().removeIf(request -> atMillis - request.at() > request.millis() + SKEW_MILLIS);
        }
    }

    /** Whether the close was read: before it nothing can be said. */
    boolean isClosed() {
        return closed;
    }

    /** The keepers that asked before the close and have not said that they stopped. */
    Set<String> keepers() {
        return Set.copyOf(asked.keySet());
    }

    /** The longest lease that any of them can hold, ms; 0 where there is none. */
    long longestMillis() {
        return asked.values().stream().mapToLong(Asked::millis).max().orElse(0);
    }
}
