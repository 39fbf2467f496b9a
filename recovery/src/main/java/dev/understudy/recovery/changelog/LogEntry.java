package dev.understudy.recovery.changelog;

import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTail;
import dev.understudy.recovery.changelog.Change.TableName;
import org.jspecify.annotations.Nullable;

/** What one record of the changelog says. */
public sealed interface LogEntry {

    /** What says which connector wrote it. */
    sealed interface Signed extends LogEntry permits Row, Truncate, Ddl, Undone, Refused {

        /** The {@code topic.prefix} that wrote it. */
        String connector();

        String gtid();
    }

    record Begin(String gtid) implements LogEntry {}

    /**
     * @param events how many rows the transaction has
     */
    record End(String gtid, long events, long at) implements LogEntry {}

    /**
     * @param connector the {@code topic.prefix} that wrote it
     * @param order its number within the transaction, from 1; 0 where the connector gives none
     * @param bytes the record's size
     * @param place where it stood in its transaction
     */
    record Row(
            String connector,
            String gtid,
            long order,
            TableName table,
            @Nullable RowImage before,
            @Nullable RowImage after,
            int bytes,
            Place place)
            implements Signed {}

    /**
     * A row's place in its transaction, the same whenever it comes again.
     *
     * @param event a number that is higher for each later event: its position in MySQL's binlog, its number in a MariaDB transaction;
     *     0 if unknown
     * @param row its number in the event, from 0
     * @param half where the row's key changed, and it is two records
     */
    record Place(long event, int row, Half half) {
        static final Place UNKNOWN = new Place(0, 0, Half.WHOLE);

        boolean isKnown() {
            return event > 0;
        }

        boolean isBefore(Place other) {
            return event < other.event
                    || (event == other.event
                            && (row < other.row || row == other.row && half.compareTo(other.half) < 0));
        }

        /** Whether nothing can stand between them; what events without rows there are is not known. */
        boolean mayBeRightBefore(Place other) {
            if (half == Half.FIRST || other.half == Half.SECOND) {
                return half == Half.FIRST && other.equals(new Place(event, row, Half.SECOND));
            }
            return event == other.event ? row + 1 == other.row : event < other.event && other.row == 0;
        }
    }

    /** A row of which the key changed is two records of Debezium's at one place, in this order. */
    enum Half {
        /** It is one record. */
        WHOLE,
        /** The old row goes. */
        FIRST,
        /** The new one comes. */
        SECOND
    }

    record Truncate(String connector, String gtid, TableName table, long at) implements Signed {}

    record Ddl(String connector, String gtid, Change.Ddl statement, long at) implements Signed {

        /** Of a session of which nothing is known. */
        Ddl(String connector, String gtid, String schema, String sql, long at) {
            this(connector, gtid, new Change.Ddl(schema, sql), at);
        }
    }

    /** All of a transaction's rows were taken back. */
    record Undone(String connector, String gtid, long at) implements Signed {}

    /**
     * What a transaction did and cannot be replayed.
     *
     * @param reason one line
     */
    record Refused(String connector, String gtid, String reason) implements Signed {}

    record Marker(EpochMarker marker) implements LogEntry {}

    record Tail(RawTail tail) implements LogEntry {}

    /** A heartbeat, or the snapshot's DDL, which must never be replayed. */
    record Nothing() implements LogEntry {}

    /**
     * What neither Debezium nor we have written: it belongs to no transaction, and is passed over. Should a connector's
     * record be damaged until it looks like this, its transaction lacks a row or an end, and that is noticed.
     *
     * @param what it is, in one line
     */
    record Foreign(String what) implements LogEntry {}

    /**
     * What cannot be read, and so cannot be passed over either.
     *
     * @param reason one line
     */
    record Unreadable(String reason) implements LogEntry {}
}
