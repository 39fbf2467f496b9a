package dev.understudy.recovery.seed;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.understudy.recovery.seed.Catalog.Column;
import dev.understudy.recovery.seed.Catalog.Table;
import dev.understudy.recovery.sql.SessionModes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
            "uuid",
            "inet4",
            "inet6");
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
        JsonColumns documents = new JsonColumns(table);
        int[] enums = IntStream.rangeClosed(1, table.columns().size())
                .filter(i -> table.columns().get(i - 1).type().equals("enum"))
                .toArray();
        try (Statement select = source.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
                PreparedStatement insert = target.prepareStatement(insert(table, Map.of()))) {
            // The driver's word for "one row at a time": anything else would hold the whole table in memory.
            select.setFetchSize(Integer.MIN_VALUE);
            long waitingBytes = 0;
            int waiting = 0;
            try (ResultSet row = select.executeQuery(select(table, documents) + where)) {
                while (row.next()) {
                    long size = 0;
                    Map<Integer, String> made = documents.made(row);
                    boolean isRefused = hasErrorValue(row, enums);
                    boolean alone = isRefused || !made.isEmpty() || isLarge(row, table);
                    if (alone && waiting > 0) {
                        insert.executeBatch();
                    }
                    if (isRefused) {
                        size = leniently(row, target, table, made);
                    } else if (alone) {
                        size = alone(row, target, table, made);
                    } else {
                        for (int i = 1; i <= table.columns().size(); i++) {
                            size += carry(row, i, insert, i, table.columns().get(i - 1));
                        }
                        insert.addBatch();
                    }
                    rows++;
                    bytes += size;
                    waiting++;
                    waitingBytes += size;
                    if (alone || waiting >= BATCH_ROWS || waitingBytes >= BATCH_BYTES) {
                        if (!alone) {
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

    /** Whether a row has what a strict session refuses though it stands at the source: an ENUM's error value, number 0. */
    private static boolean hasErrorValue(ResultSet row, int[] enums) throws SQLException {
        for (int i : enums) {
            if ("0".equals(row.getString(i))) {
                return true;
            }
        }
        return false;
    }

    private static long leniently(ResultSet row, Connection target, Table table, Map<Integer, String> made)
            throws SQLException {
        try (Statement session = target.createStatement()) {
            session.execute(SessionModes.lenient());
            long size = alone(row, target, table, made);
            session.execute(SessionModes.strict());
            return size;
        }
    }

    /** In the binary protocol, where a value is as large as it is. */
    private static long alone(ResultSet row, Connection target, Table table, Map<Integer, String> made)
            throws SQLException {
        long size = 0;
        try (PreparedStatement insert =
                target.unwrap(JdbcConnection.class).serverPrepareStatement(insert(table, made))) {
            int place = 1;
            for (int i = 1; i <= table.columns().size(); i++) {
                if (made.containsKey(i)) {
                    size += made.get(i).length();
                } else {
                    size += carry(row, i, insert, place++, table.columns().get(i - 1));
                }
            }
            insert.executeUpdate();
        }
        return size;
    }

    /**
     * Numbers, times and addresses as the text that the server shows; all else as its stored bytes. A number must not be bound
     * as bytes: MySQL takes those for a hexadecimal number (seen: 1 arrives as 49); nor a UUID: MariaDB makes NULL of them.
     */
    private static int carry(ResultSet row, int from, PreparedStatement insert, int to, Column column)
            throws SQLException {
        if (SHOWN_AS_TEXT.contains(column.type())) {
            String value = row.getString(from);
            insert.setString(to, value);
            return value == null ? 0 : value.length();
        }
        if (isNumbered(column)) {
            String number = row.getString(from);
            if (number == null) {
                insert.setNull(to, Types.BIGINT);
                return 0;
            }
            insert.setLong(to, Long.parseUnsignedLong(number));
            return number.length();
        }
        byte[] value = row.getBytes(from);
        insert.setBytes(to, value);
        return value == null ? 0 : value.length;
    }

    /**
     * By its number: the error value and an empty label have the same text, and no character set has a say; and the year
     * {@code '0000'} is another than 0, namely 2000.
     */
    private static boolean isNumbered(Column column) {
        return switch (column.type()) {
            case "enum", "set", "year" -> true;
            default -> false;
        };
    }

    /** A FLOAT is shown rounded to six digits; as a DOUBLE it is shown whole. */
    private static String shown(Column column) {
        String name = Catalog.quote(column.name());
        if (column.type().equals("float")) {
            return "CAST(" + name + " AS DOUBLE)";
        }
        return isNumbered(column) ? "CAST(" + name + " AS UNSIGNED)" : name;
    }

    private static String select(Table table, JsonColumns documents) {
        return "SELECT " + documents.hint()
                + table.columns().stream().map(TableCopy::shown).collect(Collectors.joining(", "))
                + documents.types() + " FROM " + table.quoted();
    }

    private static String insert(Table table, Map<Integer, String> made) {
        return "INSERT INTO " + table.quoted() + " ("
                + table.columns().stream()
                        .map(column -> Catalog.quote(column.name()))
                        .collect(Collectors.joining(", "))
                + ") VALUES ("
                + IntStream.rangeClosed(1, table.columns().size())
                        .mapToObj(i -> made.getOrDefault(i, mark(table.columns().get(i - 1))))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** A JSON column takes no binary text. */
    private static String mark(Column column) {
        return JsonColumns.isJson(column) ? "CONVERT(? USING utf8mb4)" : "?";
    }
}
