package dev.understudy.orders.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares every row of every user table of two servers, streamed in the order of the primary key; a table without one is read
 * whole, since no order by its values is the same on both sides where a collation calls two of them equal.
 */
public final class TableComparison {

    private static final String SYSTEM = "('mysql', 'information_schema', 'performance_schema', 'sys', 'understudy')";
    private static final int DIFFERENCES_NAMED = 10;

    private TableComparison() {}

    /**
     * What was found.
     *
     * @param tables how many were compared
     * @param rows rows of the left side
     * @param differences the first of them, in words
     */
    public record Result(boolean identical, int tables, long rows, List<String> differences) {}

    /** Both sides must be the same. */
    public static Result compare(Connection left, Connection right) throws SQLException {
        return compare(left, right, false);
    }

    /**
     * For tables that only grow: every row of the old side must be on the new one, and the new one has no others in the range of
     * keys that the old one holds.
     */
    public static Result compareUpTo(Connection old, Connection now) throws SQLException {
        return compare(old, now, true);
    }

    private static Result compare(Connection left, Connection right, boolean upTo) throws SQLException {
        List<String> differences = new ArrayList<>();
        List<String> tables = tables(left);
        if (!tables.equals(tables(right))) {
            differences.add("one side has the tables " + tables + ", the other " + tables(right));
        }
        long rows = 0;
        for (String table : tables) {
            if (tables(right).contains(table)) {
                rows += compare(left, right, table, upTo, differences);
            }
        }
        return new Result(differences.isEmpty(), tables.size(), rows, differences);
    }

    private static long compare(Connection left, Connection right, String table, boolean upTo, List<String> differences)
            throws SQLException {
        String key = key(left, table);
        if (key.isEmpty()) {
            return compareWithoutKey(left, right, table, upTo, differences);
        }
        String query = "SELECT * FROM " + table + " ORDER BY " + key;
        long rows = 0;
        try (Statement first = streaming(left);
                Statement second = streaming(right);
                ResultSet a = first.executeQuery(query);
                ResultSet b = second.executeQuery(query)) {
            while (true) {
                Optional<byte[][]> one = next(a);
                if (one.isEmpty()) {
                    if (!upTo && next(b).isPresent()) {
                        note(differences, table + ": the other side has more rows than " + rows);
                    }
                    drain(b);
                    return rows;
                }
                rows++;
                Optional<byte[][]> other = next(b);
                if (other.isEmpty() || !Arrays.deepEquals(one.get(), other.get())) {
                    note(
                            differences,
                            table + ": row " + rows + " (" + key + " " + text(one.get()) + ") differs from "
                                    + other.map(TableComparison::text).orElse("nothing"));
                    drain(a);
                    drain(b);
                    return rows;
                }
            }
        }
    }

    private static long compareWithoutKey(
            Connection left, Connection right, String table, boolean upTo, List<String> differences)
            throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        long rows = count(left, table, 1, counts);
        count(right, table, -1, counts);
        counts.forEach((row, count) -> {
            if (count > 0 || (count < 0 && !upTo)) {
                String more = Math.abs(count) + " time(s) more";
                note(
                        differences,
                        table + ": " + row + " is there " + more + (count > 0 ? " here" : " on the other side"));
            }
        });
        return rows;
    }

    private static long count(Connection connection, String table, int step, Map<String, Integer> counts)
            throws SQLException {
        long rows = 0;
        try (Statement statement = streaming(connection);
                ResultSet each = statement.executeQuery("SELECT * FROM " + table)) {
            for (Optional<byte[][]> row = next(each); row.isPresent(); row = next(each)) {
                String whole =
                        Arrays.stream(row.get()).map(HexFormat.of()::formatHex).collect(Collectors.joining(" "));
                counts.merge(whole, step, Integer::sum);
                rows++;
            }
        }
        return rows;
    }

    private static void drain(ResultSet rows) throws SQLException {
        while (rows.next()) {
            // A streaming result must be read to its end before its connection is of use again.
            continue;
        }
    }

    private static String text(byte[][] row) {
        return row[0] == null ? "null" : new String(row[0], java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void note(List<String> differences, String text) {
        if (differences.size() < DIFFERENCES_NAMED) {
            differences.add(text);
        }
    }

    private static Optional<byte[][]> next(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        byte[][] row = new byte[rows.getMetaData().getColumnCount()][];
        for (int i = 0; i < row.length; i++) {
            byte[] value = rows.getBytes(i + 1);
            row[i] = value == null ? new byte[] {0} : value;
        }
        return Optional.of(row);
    }

    private static Statement streaming(Connection connection) throws SQLException {
        Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Integer.MIN_VALUE);
        return statement;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return strings(
                connection,
                "SELECT CONCAT('`', table_schema, '`.`', table_name, '`') FROM information_schema.tables"
                        + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN " + SYSTEM + " ORDER BY 1");
    }

    private static String key(Connection connection, String table) throws SQLException {
        return String.join(
                ", ",
                strings(
                        connection,
                        "SELECT CONCAT('`', column_name, '`') FROM information_schema.key_column_usage WHERE constraint_name = 'PRIMARY'"
                                + " AND CONCAT('`', table_schema, '`.`', table_name, '`') = '" + table
                                + "' ORDER BY ordinal_position"));
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                strings.add(row.getString(1));
            }
        }
        return strings;
    }
}
