package dev.understudy.recovery.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.connect.statement.LoggedStatement;
import dev.understudy.connect.statement.StatusVariables;
import dev.understudy.events.RawTransaction;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Control;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A rescued transaction as statements: row events by {@code BINLOG}, which bypasses triggers and carries every type as it
 * stood on disk; a query event that is DDL by its text and session. Pure.
 *
 * @param rows the {@code BINLOG} statements behind the format description, and savepoints among them; empty for DDL
 * @param ddl what is to be executed outside a transaction, with its default schema; empty for rows
 */
public record RawSql(List<String> rows, List<Change.Ddl> ddl) {

    private static final int HEADER = 19;
    private static final int CHECKSUM = 4;
    private static final int QUERY = 2;
    /** Behind a query event's header. */
    private static final int ERROR_CODE = 9;

    private static final int XID = 16;
    private static final int TABLE_MAP = 19;
    /** Rows events: v1 is MariaDB's and old MySQL's, v2 MySQL's. */
    private static final int WRITE_V1 = 23;

    private static final int DELETE_V1 = 25;
    private static final int WRITE_V2 = 30;
    private static final int DELETE_V2 = 32;
    private static final int ROWS_QUERY = 29;
    private static final int ANNOTATE_ROWS = 160;

    /** A BINLOG statement must fit into max_allowed_packet. */
    private static final int MAX_STATEMENT = 8 * 1024 * 1024;

    /** An event that is not known to be safe to apply. */
    public static final class UnknownEvent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownEvent(int type, String gtid) {
            this("the rescued transaction " + gtid + " has an event of type " + type + ", which cannot be replayed");
        }

        UnknownEvent(String reason) {
            super(reason);
        }
    }

    public RawSql {
        rows = List.copyOf(rows);
        ddl = List.copyOf(ddl);
    }

    /**
     * @throws UnknownEvent where an event is neither rows nor a statement nor a comment, or a statement cannot be sent
     */
    public static RawSql of(RawTransaction transaction) {
        List<String> rows = new ArrayList<>();
        List<byte[]> rowEvents = new ArrayList<>();
        List<Change.Ddl> ddl = new ArrayList<>();
        for (String base64 : transaction.events()) {
            byte[] event = Base64.getDecoder().decode(base64);
            int type = event[4] & 0xff;
            if (isRows(type)) {
                rowEvents.add(event);
            } else if (type == QUERY) {
                Change.Ddl statement = query(event, transaction.gtid());
                switch (Control.of(statement.sql())) {
                    case NONE -> ddl.add(statement);
                    case CHANGES_ROWS ->
                        throw new UnknownEvent("the rescued transaction " + transaction.gtid()
                                + " was logged as a statement and not as rows, which cannot be replayed");
                    case BEGINS, COMMITS -> {}
                    case SAVES, UNDOES_IN_PART -> {
                        rows.addAll(binlog(rowEvents));
                        rowEvents.clear();
                        rows.add(statement.sql());
                    }
                    case UNDOES -> {
                        // What no transaction can take back has one of its own.
                        rows.clear();
                        rowEvents.clear();
                    }
                }
            } else if (type != XID && type != ROWS_QUERY && type != ANNOTATE_ROWS) {
                throw new UnknownEvent(type, transaction.gtid());
            }
        }
        rows.addAll(binlog(rowEvents));
        return new RawSql(rows, ddl);
    }

    private static boolean isRows(int type) {
        return type == TABLE_MAP || (type >= WRITE_V1 && type <= DELETE_V1) || (type >= WRITE_V2 && type <= DELETE_V2);
    }

    /** A statement's events stay together: its table maps hold only until its last rows event. */
    private static List<String> binlog(List<byte[]> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (byte[] event : events) {
            if (text.length() > MAX_STATEMENT && (event[4] & 0xff) == TABLE_MAP) {
                statements.add("BINLOG '" + text + "'");
                text.setLength(0);
            }
            text.append(Base64.getEncoder().encodeToString(event)).append('\n');
        }
        statements.add("BINLOG '" + text + "'");
        return statements;
    }

    private static Change.Ddl query(byte[] event, String gtid) {
        ByteBuffer buffer = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN);
        int schemaLength = event[HEADER + 8] & 0xff;
        int variables = buffer.getShort(HEADER + 11) & 0xffff;
        int schemaAt = HEADER + 13 + variables;
        int sqlAt = schemaAt + schemaLength + 1;
        LoggedStatement statement = LoggedStatement.of(
                new String(event, schemaAt, schemaLength, UTF_8),
                StatusVariables.of(Arrays.copyOfRange(event, HEADER + 13, schemaAt)),
                Arrays.copyOfRange(event, sqlAt, event.length - CHECKSUM));
        if (!statement.objection().isEmpty()) {
            throw new UnknownEvent("a statement of the rescued transaction " + gtid + " " + statement.objection());
        }
        return Change.Ddl.of(statement.failedWith(buffer.getShort(HEADER + ERROR_CODE) & 0xffff));
    }
}
