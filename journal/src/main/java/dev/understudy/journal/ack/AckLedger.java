package dev.understudy.journal.ack;

import dev.understudy.journal.stream.StreamPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to the journal on one connection to the primary, and up to where all of it is stored. Only ends of whole
 * transactions are ever due, only behind records that are all confirmed, only what this connection has seen, and never again what was
 * acknowledged. One failure ends it for good. Not thread-safe.
 */
public final class AckLedger {

    private final Deque<Entry> pending = new ArrayDeque<>();
    private @Nullable StreamPosition stored;
    private boolean wanted;
    private boolean failed;
    private long transactions;

    /** One record on its way. */
    public static final class Entry {
        private final @Nullable StreamPosition end;
        private final boolean ackWanted;
        private boolean confirmed;

        private Entry(@Nullable StreamPosition end, boolean ackWanted) {
            this.end = end;
            this.ackWanted = ackWanted;
        }
    }

    /** A record is about to be sent that ends no transaction. */
    public Entry part() {
        return add(new Entry(null, false));
    }

    /**
     * A record is about to be sent with which a transaction is whole.
     *
     * @param end where the transaction ends
     * @param ackWanted whether the primary asked for an acknowledgement within it
     */
    public Entry whole(StreamPosition end, boolean ackWanted) {
        return add(new Entry(end, ackWanted));
    }

    private Entry add(Entry entry) {
        pending.add(entry);
        return entry;
    }

    /** Kafka has the record. Confirmations may come in any order. */
    public void confirmed(Entry entry) {
        entry.confirmed = true;
        while (!pending.isEmpty() && pending.peek().confirmed) {
            Entry first = pending.remove();
            if (first.end != null) {
                stored = first.end;
                wanted |= first.ackWanted;
                transactions++;
            }
        }
    }

    /** A record was not stored: nothing more is ever due. */
    public void failed() {
        failed = true;
    }

    /**
     * What is to be acknowledged now; it counts as acknowledged.
     *
     * @param leaseHeld whether the lease is valid at this moment, which is after the confirmations that were told here
     */
    public Optional<StreamPosition> due(boolean leaseHeld) {
        if (failed || !leaseHeld || !wanted || stored == null) {
            return Optional.empty();
        }
        wanted = false;
        return Optional.of(stored);
    }

    /** Whether something is stored that waits for its acknowledgement. */
    public boolean waits() {
        return wanted && !failed;
    }

    /** Records that are not confirmed. */
    public int unconfirmed() {
        return pending.size();
    }

    /** Whole transactions that are stored. */
    public long transactions() {
        return transactions;
    }
}
