package dev.understudy.recovery.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the {@link Assembler} has begun to read. */
final class Unfinished {

    private static final int PART_ROWS = 5_000;
    private static final long PART_BYTES = 8L * 1024 * 1024;
    private static final Pattern MAKES_TABLE =
            Pattern.compile("\\bCREATE\\s+(OR\\s+REPLACE\\s+)?TABLE\\b", Pattern.CASE_INSENSITIVE);

    private Unfinished() {}

    /** A transaction whose beginning was read. */
    static final class Rows {
        final String gtid;
        final List<Change> changes = new ArrayList<>();
        /** How many rows came since the transaction was announced last, those that were handed out already among them. */
        long count;
        /** How large those are that were not handed out yet. */
        long bytes;
        /** Whether some were handed out. */
        boolean parted;
        /** How many rows of the same name an older connector sent meanwhile. */
        long late;

        private LogEntry.Place place = LogEntry.Place.UNKNOWN;
        private boolean hasRows;
        private boolean announcedAgain;

        Rows(String gtid) {
            this.gtid = gtid;
        }

        boolean hasRows() {
            return hasRows;
        }

        /**
         * It was announced once more: by a connector that started again inside it, which counts the rows that it goes on with from one, or
         * by a late one, whose rows do not count.
         */
        void announcedAgain() {
            announcedAgain = true;
        }

        /**
         * Whether a row is the first that a connector goes on with after it started again. Without places such rows can only be known by
         * their numbers, and only where all of them come again.
         */
        boolean isResumedAt(LogEntry.Row row) {
            return announcedAgain
                    && row.order() == 1
                    && place.isKnown()
                    && row.place().isKnown();
        }

        /**
         * Counts anew, from the first row that a connector goes on with: one that came already, or the next.
         *
         * @return false where rows are missing before it
         */
        boolean resumesAt(LogEntry.Place next) {
            announcedAgain = false;
            count = 0;
            return !place.isBefore(next) || place.mayBeRightBefore(next);
        }

        /** Whether a connector started again right behind the last row, and had no more to send than the end. */
        boolean endsWithNothingMore(LogEntry.End end) {
            return announcedAgain && place.isKnown() && place.half() != LogEntry.Half.FIRST && end.events() == 0;
        }

        /**
         * Takes the next row. A connector that lost its connection inside an event reads the event again from its beginning and
         * goes on counting, as one that started again does: such rows count for the end's number, and are not taken a second time.
         *
         * @return whether it is as much as is held at once
         */
        boolean add(LogEntry.Row row) {
            count++;
            if (isAgain(row.place())) {
                return false;
            }
            bytes += row.bytes();
            changes.add(new Change.Row(row.table(), row.before(), row.after()));
            place = row.place();
            hasRows = true;
            return changes.size() >= PART_ROWS || bytes >= PART_BYTES;
        }

        private boolean isAgain(LogEntry.Place next) {
            return next.isKnown() && hasRows && !place.isBefore(next);
        }

        List<Change> take() {
            List<Change> taken = List.copyOf(changes);
            changes.clear();
            bytes = 0;
            parted = true;
            return taken;
        }
    }

    /** An empty transaction after a marker, before it is known which server the new connector reads. */
    record Empty(LogEntry.End end, long offset) {}

    /** A statement that may come as several records. */
    static final class Statement {
        final String gtid;
        final long at;
        final List<Change> changes = new ArrayList<>();
        /** Whether the connector announced a transaction before it. */
        private final boolean begun;

        Statement(String gtid, long at, boolean begun) {
            this.gtid = gtid;
            this.at = at;
            this.begun = begun;
        }

        /** Whether rows may belong to it that have not come: CREATE TABLE ... SELECT. */
        boolean mayGoOn() {
            return begun
                    && changes.stream()
                            .anyMatch(change -> change instanceof Change.Ddl statement
                                    && MAKES_TABLE.matcher(statement.sql()).find());
        }
    }
}
