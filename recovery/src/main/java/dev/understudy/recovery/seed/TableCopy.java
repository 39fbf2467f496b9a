package dev.understudy.recovery.seed;

import dev.understudy.recovery.seed.Catalog.Column;
import dev.understudy.recovery.seed.Catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.LongConsumer;
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

    /**
     * @param progress is told how many rows have been copied so far
     * @return how many rows
     */
    static long copy(Connection source, Connection target, Table table, LongConsumer progress) throws SQLException {
        long rows = 0;
        try (Statement select = source.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
                PreparedStatement insert = target.prepareStatement(insert(table))) {
            // The driver's word for "one row at a time": anything else would hold the whole table in memory.
            select.setFetchSize(Integer.MIN_VALUE);
            long bytes = 0;
            int waiting = 0;
            try (ResultSet row = select.executeQuery(select(table))) {
                while (row.next()) {
                    for (int i = 1; i <= table.columns().size(); i++) {
                        bytes += carry(row, insert, i, table.columns().get(i - 1));
                    }
                    insert.addBatch();
                    rows++;
                    if (++waiting >= BATCH_ROWS || bytes >= BATCH_BYTES) {
                        insert.executeBatch();
                        target.commit();
                        waiting = 0;
                        bytes = 0;
                        progress.accept(rows);
                    }
                }
            }
            if (waiting > 0) {
                insert.executeBatch();
            }
            target.commit();
        }
        return rows;
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
