package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What stands where in a journal, kept small: stretches, each from a keeper's word on to its next. From it follows up to where the
 * journal may be trimmed, so that whoever reads what remains finds every transaction that is not proven to be elsewhere, whole, behind
 * its session's word. Not thread-safe; time is an argument.
 */
final class JournalIndex {

    private final TransactionSet none;
    private final int mostStretches;
    private Epoch newest = Epoch.NONE;
    private final Deque<Stretch> stretches = new ArrayDeque<>();
    private final Map<String, Stretch> open = new HashMap<>();

    /**
     * What allows to trim.
     *
     * @param epoch the one in force: what was written of an earlier one is settled by its marker
     * @param proven whether all of a set is in the changelog
     * @param readBefore only what was read before this moment, ns
     * @param silentSince a session that nothing was read of since this moment has ended, ns
     */
    record Proof(Epoch epoch, Predicate<TransactionSet> proven, long readBefore, long silentSince) {}

    private static final class Stretch {

        private final Epoch epoch;
        private final long offset;
        private final long readAt;
        private final @Nullable TransactionSet through;
        private TransactionSet set;
        private boolean closed;
        private boolean readable = true;
        private long lastRead;

        private Stretch(Epoch epoch, long offset, long readAt, @Nullable TransactionSet through, TransactionSet set) {
            this.epoch = epoch;
            this.offset = offset;
            this.readAt = readAt;
            this.through = through;
            this.set = set;
            this.lastRead = readAt;
        }

        private boolean isSettled(Proof proof) {
            return epoch.isOlderThan(proof.epoch())
                    || readable
                            && (closed || lastRead - proof.silentSince() < 0)
                            && proof.proven().test(set);
        }

        private boolean mayTake(Stretch next) {
            return closed && next.closed && readable && next.readable && epoch.equals(next.epoch);
        }

        /** Whether a reader who knows what is proven can begin here. */
        private boolean isBeginning(Proof proof) {
            return through != null
                    && epoch.equals(proof.epoch())
                    && readAt - proof.readBefore() < 0
                    && proof.proven().test(through);
        }
    }

    /**
     * @param none the empty set, in the engine's notation
     * @param mostStretches so many are told apart; 2 and up
     */
    JournalIndex(TransactionSet none, int mostStretches) {
        this.none = none;
        this.mostStretches = mostStretches;
    }

    /** Takes the next record. */
    void take(JournalRecord record, long offset, long now) {
        newest = record.epoch().compareTo(newest) > 0 ? record.epoch() : newest;
        if (record instanceof KeeperSession word) {
            begin(word.session(), new Stretch(word.epoch(), offset, now, none.read(word.through()), none));
        } else if (record instanceof RawPart part) {
            // One whose word was trimmed: it cannot be read for itself, but may be the only trace.
            Stretch stretch = open.get(part.session());
            if (stretch == null) {
                stretch = begin(part.session(), new Stretch(part.epoch(), offset, now, null, none));
            }
            stretch.set = stretch.set.plus(part.gtid());
            stretch.lastRead = now;
        }
    }

    /** Takes a record that nobody can read: whether what it was is proven cannot be told before its epoch is over. */
    void takeUnreadable(long offset, long now) {
        Stretch unreadable = new Stretch(newest, offset, now, null, none);
        unreadable.readable = false;
        unreadable.closed = true;
        stretches.add(unreadable);
    }

    private Stretch begin(String session, Stretch stretch) {
        Stretch before = open.put(session, stretch);
        if (before != null) {
            before.closed = true;
        }
        stretches.add(stretch);
        if (stretches.size() > mostStretches) {
            coarsen();
        }
        return stretch;
    }

    /** Where the journal may begin from now on: everything before is settled. Empty where that is nowhere yet. */
    OptionalLong trimPoint(Proof proof) {
        OptionalLong point = OptionalLong.empty();
        for (Stretch stretch : stretches) {
            if (stretch.isBeginning(proof)) {
                point = OptionalLong.of(stretch.offset);
            }
            if (!stretch.isSettled(proof)) {
                break;
            }
        }
        return point;
    }

    /** For how long the oldest stretch that is closed and not settled waits for its proof, ns; 0 where none does. */
    long waitsFor(Proof proof, long now) {
        for (Stretch stretch : stretches) {
            if (stretch.closed && !stretch.isSettled(proof)) {
                return now - stretch.readAt;
            }
        }
        return 0;
    }

    /** Forgets what stands before an offset: it was trimmed. */
    void forgetBefore(long offset) {
        while (!stretches.isEmpty() && stretches.peek().offset < offset) {
            stretches.remove();
        }
        open.values().removeIf(stretch -> stretch.offset < offset);
    }

    int size() {
        return stretches.size();
    }

    /** Where nothing could be trimmed for long: two stretches that are closed become one, and there are fewer places to begin at. */
    private void coarsen() {
        List<Stretch> all = List.copyOf(stretches);
        stretches.clear();
        for (int i = 0; i < all.size(); i++) {
            Stretch stretch = all.get(i);
            if (i + 1 < all.size() && stretch.mayTake(all.get(i + 1))) {
                stretch.set = stretch.set.union(all.get(++i).set);
            }
            stretches.add(stretch);
        }
    }
}
