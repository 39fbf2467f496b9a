package dev.understudy.recovery.changelog;

import dev.understudy.connect.statement.LoggedStatement;
import dev.understudy.connect.statement.Marker;
import dev.understudy.events.ChangelogRecord;
import dev.understudy.events.Decoded;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTail;
import dev.understudy.events.RecordCodec;
import dev.understudy.recovery.changelog.Change.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records of the changelog: Debezium's JSON without schemas, and our own. Not thread-safe. */
public final class LogParser {

    /** What stands for bytes that are no UTF-8. */
    private static final char NOT_DECODED = '\uFFFD';

    private final RecordReader reader = new RecordReader();
    private TableName lastTable = new TableName("", "");

    /**
     * A record beside which nothing stands.
     */
    public LogEntry parse(byte @Nullable [] value) {
        return parse(value == null ? null : ByteBuffer.wrap(value), Mark.NONE);
    }

    /**
     * A record from where the client has it.
     *
     * @param value on the heap; not changed any more, since a large text stays in it
     */
    public LogEntry parse(@Nullable ByteBuffer value, Mark mark) {
        if (value == null) {
            return new LogEntry.Nothing();
        }
        if (mark.ours()) {
            return ours(copy(value));
        }
        RecordReader.Fields record;
        try {
            record = reader.read(value);
        } catch (IOException e) {
            return new LogEntry.Foreign("it is not JSON");
        }
        if (record.status != null) {
            return boundary(record, record.status);
        }
        if (record.op != null) {
            return row(record, record.op, value.remaining(), mark);
        }
        if (record.ddl != null) {
            return ddl(record, record.ddl);
        }
        return !record.hasSource && record.hasTime
                ? new LogEntry.Nothing()
                : new LogEntry.Foreign("it has no form of Debezium's");
    }

    private static byte[] copy(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    private static LogEntry ours(byte[] value) {
        Decoded<ChangelogRecord> decoded = RecordCodec.CHANGELOG.decode(value);
        if (decoded instanceof Decoded.Refused<ChangelogRecord> refused) {
            return new LogEntry.Unreadable("a record of ours in the changelog: " + refused.reason());
        }
        ChangelogRecord record = ((Decoded.Value<ChangelogRecord>) decoded).value();
        return record instanceof EpochMarker marker ? new LogEntry.Marker(marker) : new LogEntry.Tail((RawTail) record);
    }

    private static LogEntry boundary(RecordReader.Fields record, String status) {
        String gtid = record.id == null ? "" : record.id;
        return status.equals("BEGIN")
                ? new LogEntry.Begin(gtid)
                : new LogEntry.End(gtid, record.eventCount, record.time);
    }

    private LogEntry row(RecordReader.Fields record, String op, int bytes, Mark mark) {
        if (record.gtid.isEmpty()) {
            return new LogEntry.Unreadable("a row without a GTID: is gtid_mode on?");
        }
        TableName table = table(record.db, record.table);
        if (record.strange != null) {
            return new LogEntry.Unreadable("column " + record.strange + " of " + table
                    + " came neither as a text nor as null: the connector works without Understudy's converter");
        }
        return op.equals("t")
                ? new LogEntry.Truncate(record.connector, record.gtid, table, record.sourceTime)
                : new LogEntry.Row(
                        record.connector,
                        record.gtid,
                        record.order,
                        table,
                        record.before,
                        record.after,
                        bytes,
                        place(record, mark));
    }

    /** A MariaDB transaction's events all have one position (Debezium 3.6.1): the connector numbers them. */
    private static LogEntry.Place place(RecordReader.Fields record, Mark mark) {
        long event = record.engine.equals("mysql") ? record.position : mark.event();
        return new LogEntry.Place(event, record.row, mark.half());
    }

    /** Rows of one table follow one another: they share its name. */
    private TableName table(String schema, String name) {
        if (!lastTable.table().equals(name) || !lastTable.schema().equals(schema)) {
            lastTable = new TableName(schema, name);
        }
        return lastTable;
    }

    private static LogEntry ddl(RecordReader.Fields record, String sql) {
        if (!record.snapshot.equals("false")) {
            return new LogEntry.Nothing();
        }
        if (record.gtid.isEmpty()) {
            return new LogEntry.Unreadable("a DDL record without a GTID");
        }
        Optional<LoggedStatement> logged = Marker.take(sql);
        if (logged.isPresent()) {
            return logged(record, logged.get());
        }
        if (sql.indexOf(NOT_DECODED) >= 0) {
            // The record has no more of it than this: carried out, it would make something else.
            return refused(record, "was sent in another character set than UTF-8, and the log lacks what it says");
        }
        return new LogEntry.Ddl(
                record.connector, record.gtid, record.database == null ? "" : record.database, sql, record.sourceTime);
    }

    /** One that several tables are told of comes as often, and is the same each time. */
    private static LogEntry logged(RecordReader.Fields record, LoggedStatement logged) {
        if (!logged.objection().isEmpty()) {
            return refused(record, logged.objection());
        }
        return switch (Control.of(logged.sql())) {
            case UNDOES -> new LogEntry.Undone(record.connector, record.gtid, record.sourceTime);
            case UNDOES_IN_PART ->
                new LogEntry.Refused(
                        record.connector,
                        record.gtid,
                        "transaction " + record.gtid + " took back what it had done since a savepoint, and the log does"
                                + " not tell which rows these are: seed this standby again");
            case CHANGES_ROWS ->
                new LogEntry.Refused(
                        record.connector,
                        record.gtid,
                        "transaction " + record.gtid + " was logged as a statement and not as rows, by a session with"
                                + " its own binlog_format: seed this standby again, and take the right to set it away");
            default -> new LogEntry.Ddl(record.connector, record.gtid, Change.Ddl.of(logged), record.sourceTime);
        };
    }

    private static LogEntry refused(RecordReader.Fields record, String objection) {
        return new LogEntry.Refused(
                record.connector,
                record.gtid,
                "the statement " + record.gtid + " " + objection
                        + ": seed this standby again, and let clients send their DDL in utf8mb4");
    }
}
