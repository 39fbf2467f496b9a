package dev.understudy.recovery.seed;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.understudy.recovery.seed.Catalog.Column;
import dev.understudy.recovery.seed.Catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Copies a table's rows as the bytes that the source stores, in bounded memory. Nothing is decoded on the way: a text's
 * bytes are bound as binary, so that a byte its character set does not know arrives as it was.
 */
final class TableCopy {

    private static final Set<String> SHOWN_AS_TEXT = Set.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "decimal",
            "float",
            "double",
            "date",
            "time",
            "datetime",
            "timestamp",
            "year");
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private TableCopy() {}

    /** What was copied. */
    record Copied(long rows, long bytes) {}

    /** Told after each portion that was sent, which is not committed by that. */
    @FunctionalInterface
    interface Sent {
        void portion(long rows, long bytes) throws SQLException;
    }

    /**
     * Copies those rows that a condition selects.
     *
     * @param where {@code  WHERE ...}, or the empty text for all
     */
    static Copied copy(Connection source, Connection target, Table table, String where, Sent sent) throws SQLException {
        long rows = 0;
        long bytes = 0;
        try (Statement select = source.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
                PreparedStatement insert = target.prepareStatement(insert(table))) {
            // The driver's word for "one row at a time": anything else would hold the whole table in memory.
            select.setFetchSize(Integer.MIN_VALUE);
            long waitingBytes = 0;
            int waiting = 0;
            try (ResultSet row = select.executeQuery(select(table) + where)) {
                while (row.next()) {
                    long size = 0;
                    boolean large = isLarge(row, table);
                    if (large && waiting > 0) {
                        insert.executeBatch();
                    }
                    if (large) {
                        size = alone(row, target, table);
                    } else {
                        for (int i = 1; i <= table.columns().size(); i++) {
                            size += carry(row, insert, i, table.columns().get(i - 1));
                        }
                        insert.addBatch();
                    }
                    rows++;
                    bytes += size;
                    waiting++;
                    waitingBytes += size;
                    if (large || waiting >= BATCH_ROWS || waitingBytes >= BATCH_BYTES) {
                        if (!large) {
                            insert.executeBatch();
                        }
                        sent.portion(waiting, waitingBytes);
                        waiting = 0;
                        waitingBytes = 0;
                    }
                }
            }
            if (waiting > 0) {
                insert.executeBatch();
                sent.portion(waiting, waitingBytes);
            }
        }
        return new Copied(rows, bytes);
    }

    /** Whether a row has a value that would not fit into a packet any more once it is written as a literal. */
    private static boolean isLarge(ResultSet row, Table table) throws SQLException {
        for (int i = 1; i <= table.columns().size(); i++) {
            String type = table.columns().get(i - 1).type();
            if (type.startsWith("long") || type.startsWith("medium") || type.equals("json")) {
                byte[] value = row.getBytes(i);
                if (value != null && value.length > BATCH_BYTES) {
                    return true;
                }
            }
        }
        return false;
    }

    /** In the binary protocol, where a value is as large as it is. */
    private static long alone(ResultSet row, Connection target, Table table) throws SQLException {
        long size = 0;
        try (PreparedStatement insert = target.unwrap(JdbcConnection.class).serverPrepareStatement(insert(table))) {
            for (int i = 1; i <= table.columns().size(); i++) {
                size += carry(row, insert, i, table.columns().get(i - 1));
            }
            insert.executeUpdate();
        }
        return size;
    }

    /**
     * Numbers and times as the text that the server shows; all else as its stored bytes. A number must not be bound as
     * bytes: MySQL takes those for a hexadecimal number (seen: 1 arrives as 49).
     */
    private static int carry(ResultSet row, PreparedStatement insert, int i, Column column) throws SQLException {
        if (SHOWN_AS_TEXT.contains(column.type())) {
            String value = row.getString(i);
            insert.setString(i, value);
            return value == null ? 0 : value.length();
        }
        byte[] value = row.getBytes(i);
        insert.setBytes(i, value);
        return value == null ? 0 : value.length;
    }

    /** A FLOAT is shown rounded to six digits; as a DOUBLE it is shown whole. */
    private static String select(Table table) {
        return "SELECT "
                + table.columns().stream()
                        .map(column -> column.type().equals("float")
                                ? "CAST(" + Catalog.quote(column.name()) + " AS DOUBLE)"
                                : Catalog.quote(column.name()))
                        .collect(Collectors.joining(", "))
                + " FROM " + table.quoted();
    }

    private static String insert(Table table) {
        return "INSERT INTO " + table.quoted() + " ("
                + table.columns().stream()
                        .map(column -> Catalog.quote(column.name()))
                        .collect(Collectors.joining(", "))
                + ") VALUES ("
                + table.columns().stream().map(TableCopy::mark).collect(Collectors.joining(", ")) + ")";
    }

    /** A JSON column takes no binary text. */
    private static String mark(Column column) {
        return column.type().equals("json") ? "CONVERT(? USING utf8mb4)" : "?";
    }
}
