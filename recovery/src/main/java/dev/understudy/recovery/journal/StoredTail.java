package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.PartJoiner;
import dev.understudy.events.RawPart;
import dev.understudy.events.RawTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stretch of a journal holds of one epoch beyond a given set, in the log's order, each transaction once. A transaction of which
 * the end is missing was acknowledged to nobody. Not thread-safe.
 */
final class StoredTail {

    private final Epoch epoch;
    private final PartJoiner joiner = new PartJoiner();
    private final Map<String, String> descriptions = new HashMap<>();
    private final List<RawTransaction> transactions = new ArrayList<>();
    private final TransactionSet after;
    private TransactionSet known;
    private boolean begins;
    private boolean headless;
    private String gap = "";
    private boolean sealed;
    private boolean whole;

    /**
     * @param after the set that is not wanted
     */
    StoredTail(Epoch epoch, TransactionSet after) {
        this.epoch = epoch;
        this.after = after;
        this.known = after;
    }

    /**
     * Takes the next record.
     *
     * @param value the record's value
     * @throws UnreadableJournal where it is not what must come here
     */
    void take(JournalRecord record, byte[] value) throws UnreadableJournal {
        if (sealed || !record.epoch().equals(epoch)) {
            sealed |= record instanceof JournalSeal later && epoch.isOlderThan(later.epoch());
            whole |= record instanceof JournalSeal earlier && earlier.epoch().isOlderThan(epoch);
            return;
        }
        if (record instanceof JournalSeal) {
            sealed = true;
        } else if (record instanceof KeeperSession session) {
            begins |= after.containsAll(known.read(session.through()));
            if (begins) {
                descriptions.put(session.session(), session.formatDescription());
            }
        } else if (record instanceof RawPart part) {
            part(part, value);
        }
    }

    /**
     * Takes a record that nobody can read. What it was cannot be told: before the stretch that counts it is nothing, inside of it may have been
     * acknowledged.
     *
     * @throws UnreadableJournal where it may belong to what is wanted
     */
    void takeUnreadable(long offset, String reason) throws UnreadableJournal {
        if (begins && !sealed) {
            throw new UnreadableJournal("the record at offset " + offset + " of the journal cannot be read: " + reason);
        }
    }

    private void part(RawPart part, byte[] value) throws UnreadableJournal {
        if (!gap.isEmpty()) {
            return;
        }
        String description = descriptions.get(part.session());
        if (description == null) {
            // Its session began before this stretch, or before what follows the set without a gap.
            headless |= !after.contains(part.gtid());
            return;
        }
        Optional<PartJoiner.Whole> whole;
        try {
            whole = joiner.take(part, value);
        } catch (IllegalArgumentException e) {
            throw new UnreadableJournal(String.valueOf(e.getMessage()));
        }
        if (whole.isEmpty() || known.contains(part.gtid())) {
            return;
        }
        String missing = known.missingBefore(part.gtid());
        if (!missing.isEmpty()) {
            // A session's word leaves out the transaction just before it, which may stand before this stretch.
            gap = "before " + part.gtid() + " the journal lacks " + missing;
            return;
        }
        transactions.add(new RawTransaction(
                part.gtid(), description, EventList.base64(whole.get().events(), part.gtid())));
        known = known.plus(part.gtid());
    }

    /** Whether the stretch reaches back to what the set holds; otherwise a longer one is to be read. */
    boolean reachesBack() {
        return begins && !headless && gap.isEmpty();
    }

    /** What is missing inside of it, in words; empty for nothing. Where the stretch holds all there is, the journal lacks it. */
    String gap() {
        return gap;
    }

    /** Whether the stretch holds all there is of the epoch, which is opened when the one before is sealed. */
    boolean isWhole() {
        return whole;
    }

    /** Whether its end is the journal's: nothing that comes behind counts. */
    boolean isSealed() {
        return sealed;
    }

    List<RawTransaction> transactions() {
        return List.copyOf(transactions);
    }

    /** The given set, and these. */
    TransactionSet all() {
        return known;
    }
}
