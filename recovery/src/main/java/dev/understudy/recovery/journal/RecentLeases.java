package dev.understudy.recovery.journal;

import dev.understudy.events.Epoch;
import dev.understudy.events.LeaseRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the topic of leases said of a cluster for longer than any lease lasts: whoever ends an epoch has to read only what came since. By the
 * brokers' clocks alone. Not thread-safe.
 */
final class RecentLeases {

    /** Longer than any lease lasts, whatever this clock and the brokers' show. */
    static final Duration BACK = Duration.ofMinutes(10);

    private final String cluster;
    private final Deque<Said> said = new ArrayDeque<>();

    private record Said(LeaseRecord record, long atMillis) {}

    RecentLeases(String cluster) {
        this.cluster = cluster;
    }

    /**
     * Takes the next record of the topic.
     *
     * @param atMillis when the broker took it
     * @return whether it is of this cluster
     */
    boolean take(LeaseRecord record, long atMillis) {
        if (!record.cluster().equals(cluster)) {
            return false;
        }
        said.add(new Said(record, atMillis));
        while (said.getFirst().atMillis() < atMillis - BACK.toMillis()) {
            said.removeFirst();
        }
        return true;
    }

    /** What that means for an epoch. */
    OpenLeases of(Epoch epoch) {
        OpenLeases leases = new OpenLeases(epoch);
        said.forEach(word -> leases.take(word.record(), word.atMillis()));
        return leases;
    }
}
