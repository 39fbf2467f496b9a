package dev.understudy.recovery.changelog;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the entries of the log together to whole source transactions, and obeys the epoch markers: the transaction that is
 * open at a marker is discarded, and afterwards only the marker's connector counts.
 *
 * <p>A transaction is known by its GTID: what the received set holds already is skipped, so that what a connector repeats
 * after its restart, and what both a connector and the rescued tail deliver, is applied once.
 *
 * <p>The records of a transaction's beginning and end do not say which connector wrote them; its rows do. So what a late
 * connector sends lies in the log among the new one's, and a transaction none of whose rows counted is dropped. One without
 * any rows counts where it comes from the server whose rows do: the new primary writes under its own name alone. Where both
 * read the same server, a primary that was reinstated, their records of one transaction may be mixed.
 *
 * <p>Transactions of one origin have numbers that follow one another: where one is missing, nothing after it comes out. Nor
 * does anything after a marker that names what was committed before it and is not in the log.
 *
 * <p>A large transaction comes out in parts, so that its size does not matter; what becomes of it is known at its end.
 *
 * <p>Pure: no clock, no I/O. Not thread-safe.
 */
public final class Assembler {

    private TransactionSet received;
    private Epoch epoch;
    private @Nullable String connector;
    private long voidRecords;
    private long foreignRecords;
    private final OpenTransactions open = new OpenTransactions();
    private final Undecided undecided = new Undecided();
    private final HeldStatement statement = new HeldStatement();
    private @Nullable String lastStatement;
    private final RescuedParts rescued = new RescuedParts();
    private final Succession succession;

    /**
     * @param received what the standby holds already
     * @param epoch the epoch that was being read
     * @param connector whose records count; null before the first marker, when all do
     */
    public Assembler(TransactionSet received, Epoch epoch, @Nullable String connector) {
        this.received = received;
        this.succession = new Succession(received);
        this.epoch = epoch;
        this.connector = connector;
    }

    public TransactionSet received() {
        return received;
    }

    public Epoch epoch() {
        return epoch;
    }

    public long voidRecords() {
        return voidRecords;
    }

    /** The statement that was read and may not be whole yet: more of it is known to come only when something else shows. */
    public Optional<String> held() {
        return statement.gtid();
    }

    /** Records that neither Debezium nor we have written. */
    public long foreignRecords() {
        return foreignRecords;
    }

    /** Whether nothing is half read: everything before the next offset is in what came out. */
    public boolean nothingOpen() {
        return open.isEmpty() && undecided.isEmpty() && statement.isEmpty() && !rescued.isOpen();
    }

    /**
     * Takes the next entry.
     *
     * @param offset the entry's own offset
     */
    public List<Outcome> accept(LogEntry entry, long offset) {
        List<Outcome> outcomes = new ArrayList<>(1);
        if (entry instanceof LogEntry.Signed signed && isLate(signed)) {
            voidRecords++;
            open.late(signed.gtid());
            return outcomes;
        }
        if (entry instanceof LogEntry.Row row && row.gtid().equals(lastStatement)) {
            // Without a word its rows would be taken for those of a transaction that is over.
            outcomes.add(new Outcome.Broken("rows of " + row.gtid() + " came after the statement had ended"));
            return outcomes;
        }
        switch (statement.at(entry, received)) {
            case HELD -> {}
            case FILLED -> fillsWhatItMade(statement.take());
            case WHOLE -> flush(statement.take(), outcomes, offset);
            case TORN -> statement.take();
        }
        if (entry instanceof LogEntry.Begin begin) {
            begin(begin.gtid());
        } else if (entry instanceof LogEntry.Row row) {
            row(row, outcomes);
        } else if (entry instanceof LogEntry.End end) {
            end(end, offset, outcomes);
        } else if (entry instanceof LogEntry.Truncate truncate) {
            truncate(truncate, offset, outcomes);
        } else if (entry instanceof LogEntry.Ddl ddl) {
            ddl(ddl, outcomes);
        } else if (entry instanceof LogEntry.Undone undone) {
            undone(undone, offset, outcomes);
        } else if (entry instanceof LogEntry.Refused refused) {
            if (!received.contains(refused.gtid())) {
                outcomes.add(new Outcome.Broken(refused.reason() + " (offset " + offset + ")"));
            }
        } else if (entry instanceof LogEntry.Tail raw) {
            tail(raw, offset, outcomes);
        } else if (entry instanceof LogEntry.Marker begins) {
            marker(begins.marker(), offset, outcomes);
        } else if (entry instanceof LogEntry.Foreign) {
            foreignRecords++;
        } else if (entry instanceof LogEntry.Unreadable unreadable) {
            outcomes.add(new Outcome.Broken(unreadable.reason() + " (offset " + offset + ")"));
        }
        return outcomes;
    }

    private void begin(String gtid) {
        if (received.contains(gtid)) {
            succession.cameToo(gtid);
        } else {
            open.begin(gtid);
        }
    }

    private void row(LogEntry.Row row, List<Outcome> outcomes) {
        Unfinished.Rows begun = open.get(row.gtid());
        if (begun == null || !begun.hasRows()) {
            if (received.contains(row.gtid())) {
                return;
            }
            learn(row.gtid(), outcomes);
            if (!followsWithoutGap(row.gtid(), outcomes)) {
                return;
            }
        }
        if (begun == null) {
            outcomes.add(new Outcome.Broken("a row of " + row.gtid() + " came without the transaction's beginning"));
            return;
        }
        if (begun.isResumedAt(row) && !begun.resumesAt(row.place())) {
            outcomes.add(new Outcome.Broken("transaction " + row.gtid()
                    + " lacks rows: its connector started again inside it, and went on too far behind"));
            return;
        }
        if (row.order() != 0 && row.order() <= begun.count) {
            // A connector that restarted inside a transaction sends its rows again; their places are not known.
            return;
        }
        if (row.order() > begun.count + 1) {
            outcomes.add(new Outcome.Broken("transaction " + row.gtid() + " lacks its row " + (begun.count + 1)
                    + ": row " + row.order() + " came next"));
            return;
        }
        if (begun.add(row)) {
            outcomes.add(new Outcome.Part(begun.gtid, begun.take()));
        }
    }

    private void end(LogEntry.End end, long offset, List<Outcome> outcomes) {
        Unfinished.Rows done = open.remove(end.gtid());
        if (done == null) {
            return;
        }
        if (!done.hasRows() && done.count == 0 && end.events() == 0 && connector != null) {
            empty(end, offset, outcomes);
            return;
        }
        if (done.count != end.events() && done.late > 0) {
            // The older connector's end: the new one may be in the middle of the same. Should it never end, it will be
            // missed.
            open.put(done);
            return;
        }
        if (done.count != end.events() && !done.endsWithNothingMore(end)) {
            outcomes.add(new Outcome.Broken("transaction " + end.gtid() + " has " + end.events() + " rows, and "
                    + done.count + " of them came"));
            return;
        }
        // A connector sends one transaction after the other: what is begun and not ended now is a late one's.
        discard(outcomes);
        if (!followsWithoutGap(done.gtid, outcomes)) {
            return;
        }
        received = received.plus(done.gtid);
        outcomes.add(new Outcome.Whole(
                new SourceTransaction(done.gtid, done.changes, offset + 1, end.at(), done.bytes), done.parted));
    }

    private void empty(LogEntry.End end, long offset, List<Outcome> outcomes) {
        switch (undecided.take(new Unfinished.Empty(end, offset), received.originOf(end.gtid()))) {
            case WAITS -> {}
            case COUNTS -> whole(new SourceTransaction(end.gtid(), List.of(), offset + 1, end.at()), outcomes);
            case VOID -> voidRecords++;
        }
    }

    private void learn(String gtid, List<Outcome> outcomes) {
        undecided.learn(received.originOf(gtid)).forEach(end -> empty(end.end(), end.offset(), outcomes));
    }

    private void truncate(LogEntry.Truncate done, long offset, List<Outcome> outcomes) {
        if (!received.contains(done.gtid())) {
            learn(done.gtid(), outcomes);
            discard(outcomes);
            List<Change> changes = List.of(new Change.Truncate(done.table()));
            whole(new SourceTransaction(done.gtid(), changes, offset + 1, done.at()), outcomes);
        }
    }

    /** MariaDB's rows of a table that is not transactional are in a transaction of their own: all of these were taken back. */
    private void undone(LogEntry.Undone undone, long offset, List<Outcome> outcomes) {
        if (received.contains(undone.gtid())) {
            succession.cameToo(undone.gtid());
            return;
        }
        learn(undone.gtid(), outcomes);
        Unfinished.Rows begun = open.remove(undone.gtid());
        discard(outcomes);
        if (begun != null && begun.parted) {
            outcomes.add(new Outcome.Abandoned(undone.gtid()));
        }
        whole(new SourceTransaction(undone.gtid(), List.of(), offset + 1, undone.at()), outcomes);
    }

    private void ddl(LogEntry.Ddl ddl, List<Outcome> outcomes) {
        if (statement.isEmpty()) {
            Unfinished.Rows begun = open.get(ddl.gtid());
            boolean isRepeated = begun != null && (begun.hasRows() || !begun.changes.isEmpty());
            if (isRepeated || received.contains(ddl.gtid())) {
                succession.cameToo(ddl.gtid());
                return;
            }
            learn(ddl.gtid(), outcomes);
            discard(outcomes);
            statement.begin(new Unfinished.Statement(ddl.gtid(), ddl.at(), begun != null));
        }
        statement.add(ddl.statement());
    }

    /** CREATE TABLE ... SELECT: the rows belong to the statement's own transaction. */
    private void fillsWhatItMade(Unfinished.Statement made) {
        Unfinished.Rows begun = new Unfinished.Rows(made.gtid);
        begun.changes.addAll(made.changes);
        open.put(begun);
    }

    private void flush(Unfinished.Statement done, List<Outcome> outcomes, long offset) {
        lastStatement = done.gtid;
        whole(new SourceTransaction(done.gtid, done.changes, offset, done.at), outcomes);
    }

    private void tail(LogEntry.Tail raw, long offset, List<Outcome> outcomes) {
        if (!rescued.takes(raw.tail())) {
            outcomes.add(new Outcome.Broken("a part of the rescued transaction "
                    + raw.tail().transaction().gtid() + " is missing"));
            return;
        }
        Optional<RawTransaction> done = rescued.whole(raw.tail());
        if (done.isEmpty()) {
            return;
        }
        String gtid = done.get().gtid();
        // The connector may have begun with it: whatever it still sends of it is the same once more.
        Unfinished.Rows begun = open.remove(gtid);
        if (begun != null && begun.parted) {
            outcomes.add(new Outcome.Abandoned(gtid));
        }
        if (received.contains(gtid)) {
            succession.cameToo(gtid);
        } else {
            whole(new SourceTransaction(gtid, List.of(new Change.Raw(done.get())), offset + 1, 0), outcomes);
        }
    }

    private void marker(EpochMarker marker, long offset, List<Outcome> outcomes) {
        discard(outcomes);
        rescued.discard();
        String objection = succession.objection(marker, epoch, connector, received);
        if (!objection.isEmpty()) {
            outcomes.add(new Outcome.Broken(objection + " (offset " + offset + ")"));
            return;
        }
        if (marker.epoch().equals(epoch)) {
            // A successor may have written the same marker again.
            return;
        }
        epoch = marker.epoch();
        connector = marker.connector();
        lastStatement = null;
        undecided.forget();
        outcomes.add(new Outcome.EpochBegins(marker, offset + 1));
    }

    private boolean isLate(LogEntry.Signed record) {
        return connector != null && !connector.equals(record.connector());
    }

    private void whole(SourceTransaction transaction, List<Outcome> outcomes) {
        if (!followsWithoutGap(transaction.gtid(), outcomes)) {
            return;
        }
        received = received.plus(transaction.gtid());
        outcomes.add(new Outcome.Whole(transaction, false));
    }

    private boolean followsWithoutGap(String gtid, List<Outcome> outcomes) {
        String missing = received.missingBefore(gtid);
        if (!missing.isEmpty()) {
            outcomes.add(new Outcome.Broken("the log holds " + gtid + " and not what was committed before it, "
                    + missing + ": an XA transaction, or records that were lost"));
        }
        return missing.isEmpty();
    }

    private void discard(List<Outcome> outcomes) {
        open.discard().forEach(gtid -> outcomes.add(new Outcome.Abandoned(gtid)));
    }
}
