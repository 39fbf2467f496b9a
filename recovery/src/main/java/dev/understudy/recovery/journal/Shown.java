package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import java.util.List;

/**
 * What is shown to be in the changelog.
 *
 * @param epoch the epoch in force
 * @param written what its connector has written, and Kafka has confirmed
 * @param received for each standby that follows, what was read from the changelog for it, or it held before
 */
public record Shown(Epoch epoch, TransactionSet written, List<TransactionSet> received) {

    public Shown {
        received = List.copyOf(received);
    }

    /**
     * Whether the changelog holds all of a set. Both witnesses are asked: a connector says what it has written, not that anybody can read
     * it; a standby that was copied holds what the changelog may still lack.
     */
    public boolean holds(TransactionSet set) {
        return written.containsAll(set) && received.stream().anyMatch(standby -> standby.containsAll(set));
    }
}
