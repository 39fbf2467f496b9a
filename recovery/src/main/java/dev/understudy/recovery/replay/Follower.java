package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Outcome;
import dev.understudy.recovery.changelog.SourceTransaction;
import dev.understudy.recovery.gaps.Gaps;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the log holds into what the standby does: transactions of rows go to the lanes in ranges; what stands alone, and a
 * transaction too large to be held, waits until the lanes are empty and takes a session of its own. One thread.
 */
final class Follower {

    private final Applier applier;
    private final Alone alone;
    private final Dictionary dictionary;
    private final Lanes lanes;
    private final RangeBuilder ranges;
    private final Scope scope;
    private @Nullable String large;
    private @Nullable Arrival arrival;

    /**
     * @param applier the session for what does not go to the lanes
     */
    Follower(Applier applier, Alone alone, Dictionary dictionary, Lanes lanes, RangeBuilder ranges, Scope scope) {
        this.applier = applier;
        this.alone = alone;
        this.dictionary = dictionary;
        this.lanes = lanes;
        this.ranges = ranges;
        this.scope = scope;
    }

    /** Where the standby is when all that was taken is committed. */
    Position position() {
        return ranges.position();
    }

    /**
     * @return whether the standby stands at {@link #position} now; otherwise it will, and the lanes say when
     */
    boolean take(Outcome outcome) throws SQLException {
        if (outcome instanceof Outcome.Whole whole) {
            return whole(whole.transaction(), whole.parted());
        }
        if (outcome instanceof Outcome.Part part) {
            part(part);
            return false;
        }
        if (outcome instanceof Outcome.Abandoned) {
            applier.rollback();
            large = null;
            arrival = null;
            return false;
        }
        settle();
        if (outcome instanceof Outcome.Broken broken) {
            throw new Halt(broken.reason());
        }
        Outcome.EpochBegins begins = (Outcome.EpochBegins) outcome;
        ranges.moved(applier.move(new Position(
                begins.marker().epoch(),
                begins.marker().connector(),
                begins.nextOffset(),
                position().applied(),
                null)));
        return true;
    }

    /** Whether something was gathered that no lane has yet. */
    boolean gathers() {
        return !ranges.isEmpty();
    }

    /** Hands over what was gathered. */
    void flush() throws SQLException {
        lanes.check();
        Optional<Range> range = ranges.build(lanes.committed());
        if (range.isPresent()) {
            lanes.submit(range.get());
        }
    }

    /** Records how far the log was read, where there was nothing to apply. */
    void idle(Position to, boolean record) throws SQLException {
        settle();
        ranges.moved(record ? applier.move(to) : to);
    }

    private boolean whole(SourceTransaction transaction, boolean parted) throws SQLException {
        if (parted) {
            rows(transaction.gtid(), transaction.changes());
            large = null;
            end(transaction);
            return true;
        }
        if (transaction.fillsWhatItMakes()) {
            settle();
            rows(transaction.gtid(), transaction.changes());
            end(transaction);
            return true;
        }
        if (transaction.standsAlone()) {
            settle();
            announce(transaction);
            ranges.moved(alone.apply(transaction, position()));
            dictionary.forget();
            concluded(transaction);
            return true;
        }
        ranges.add(transaction.with(held(transaction.changes(), transaction.gtid())));
        if (ranges.isFull()) {
            flush();
        }
        return false;
    }

    private void part(Outcome.Part part) throws SQLException {
        if (large == null) {
            settle();
            applier.checkOwner();
            large = part.gtid();
        } else if (!large.equals(part.gtid())) {
            throw new Halt("transaction " + part.gtid() + " came in the middle of " + large);
        }
        rows(part.gtid(), part.changes());
    }

    private void rows(String gtid, List<Change> changes) throws SQLException {
        String where = " (transaction " + gtid + ")";
        List<Change> rest = changes;
        if (!changes.isEmpty() && changes.get(0) instanceof Change.Ddl statement) {
            announce(new SourceTransaction(gtid, List.of(statement), 0, 0));
            arrival = new Arrival(
                    applier,
                    dictionary,
                    statement,
                    alone.intend(gtid, position()).isDone(),
                    where);
            rest = changes.subList(1, changes.size());
        }
        if (arrival != null) {
            arrival.fill(rest);
            return;
        }
        List<Change> held = held(rest, gtid);
        applier.execute(held.stream().map(Change.Row.class::cast).toList(), dictionary.shapes(held), where);
    }

    private void announce(SourceTransaction alone) throws SQLException {
        try {
            scope.before(alone);
        } catch (Gaps.Untold e) {
            throw new Halt(e.getMessage() + " (transaction " + alone.gtid() + ")", e);
        }
    }

    private void concluded(SourceTransaction alone) throws SQLException {
        try {
            scope.after(alone);
        } catch (Gaps.Untold e) {
            throw new Halt(e.getMessage() + " (transaction " + alone.gtid() + ")", e);
        }
    }

    private List<Change> held(List<Change> rows, String gtid) {
        try {
            return scope.rows(rows);
        } catch (Gaps.Untold e) {
            throw new Halt(e.getMessage() + " (transaction " + gtid + ")", e);
        }
    }

    private void end(SourceTransaction transaction) throws SQLException {
        if (arrival != null) {
            applier.checkOwner();
            arrival.appear();
            arrival = null;
        }
        ranges.moved(applier.commit(position().after(transaction)));
    }

    /** Waits until everything that was taken is committed. */
    void settle() throws SQLException {
        flush();
        lanes.drain();
    }
}
