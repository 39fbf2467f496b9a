package dev.understudy.journal.log;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a stretch of a journal shows to be in it of one epoch. A lower bound, never more: what stands before the stretch counts only as
 * far as a {@link KeeperSession} in it says. Not thread-safe.
 */
public final class Coverage {

    private final Epoch epoch;
    private final Set<String> sessions = new HashSet<>();
    private TransactionSet set;
    private TransactionSet beforeLast;
    private boolean found;
    private Epoch newest = Epoch.NONE;
    private boolean sealed;
    private boolean reachesBack;

    /**
     * @param none the empty set, in the engine's notation
     */
    public Coverage(Epoch epoch, TransactionSet none) {
        this.epoch = epoch;
        this.set = none;
        this.beforeLast = none;
    }

    /** Takes the next record. */
    public void take(JournalRecord record) {
        if (record instanceof JournalSeal seal && !seal.epoch().isOlderThan(epoch)) {
            sealed = true;
        }
        reachesBack |= record instanceof JournalSeal earlier && earlier.epoch().isOlderThan(epoch);
        if (record.epoch().compareTo(newest) > 0) {
            newest = record.epoch();
        }
        if (sealed || !record.epoch().equals(epoch)) {
            return;
        }
        if (record instanceof KeeperSession session) {
            begin(session);
        } else if (record instanceof RawPart part && part.last() && sessions.contains(part.session())) {
            if (!set.contains(part.gtid())) {
                beforeLast = set;
                set = set.plus(part.gtid());
            }
        }
    }

    private void begin(KeeperSession session) {
        sessions.add(session.session());
        TransactionSet through = set.read(session.through());
        beforeLast = found ? beforeLast.union(through) : through;
        set = set.union(through);
        found = true;
    }

    /** Whether a keeper's session of the epoch was seen: without one nothing is known. */
    public boolean isKnown() {
        return found;
    }

    /** Whether the stretch begins before anything of the epoch: an epoch is opened when the one before is sealed. */
    public boolean reachesBack() {
        return reachesBack;
    }

    /** Whether the epoch's journal has been sealed. */
    public boolean isSealed() {
        return sealed;
    }

    /** The newest epoch that anything was written of. */
    public Epoch newestEpoch() {
        return newest;
    }

    /**
     * From where a keeper goes on: all that the journal holds but its last transaction. That one is read again, since its commit may
     * still wait for an acknowledgement that got lost, and a primary asks only for what it sends.
     */
    public Optional<TransactionSet> resume() {
        return found ? Optional.of(beforeLast) : Optional.empty();
    }

    /** All whole transactions that are shown. */
    public TransactionSet set() {
        return set;
    }
}
