package dev.understudy.recovery.verify;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.verify.digest.ColumnShape;
import dev.understudy.recovery.verify.digest.KeyShape;
import dev.understudy.recovery.verify.digest.TableShape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tables of one server whose rows can be compared, and those whose rows cannot.
 *
 * @param tables by name
 * @param others the reason by name
 */
record Catalogue(Map<TableName, TableShape> tables, Map<TableName, String> others) {

    static final String SYSTEM = "('mysql', 'sys', 'information_schema', 'performance_schema', 'understudy')";

    /** A condition for {@link #read}: this table alone. */
    static String only(TableName name) {
        return " AND table_schema = " + quoted(name.schema()) + " AND table_name = " + quoted(name.table());
    }

    /**
     * @param condition which tables; empty for all
     */
    static Catalogue read(Connection connection, String condition) throws SQLException {
        Map<TableName, List<ColumnShape>> columns = columns(connection, condition);
        Map<TableName, List<KeyShape.Index>> uniques = uniques(connection, condition);
        Map<TableName, TableShape> tables = sorted();
        Map<TableName, String> others = sorted();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_schema, table_name, table_type, engine FROM information_schema.tables"
                                + " WHERE table_type NOT LIKE '%VIEW' AND table_schema NOT IN " + SYSTEM
                                + condition)) {
            while (row.next()) {
                TableName name = new TableName(row.getString(1), row.getString(2));
                String type = row.getString(3);
                String engine = String.valueOf(row.getString(4));
                if (!type.equals("BASE TABLE")) {
                    others.put(name, "the rows of a " + type.toLowerCase(Locale.ROOT) + " are not compared");
                } else if (!engine.equalsIgnoreCase("InnoDB")) {
                    others.put(name, "its engine " + engine + " has no snapshots: its rows are not compared");
                } else if (columns.containsKey(name)) {
                    tables.put(
                            name,
                            TableShape.of(
                                    name,
                                    columns.getOrDefault(name, List.of()),
                                    uniques.getOrDefault(name, List.of())));
                }
            }
        }
        return new Catalogue(tables, others);
    }

    private static <T> Map<TableName, T> sorted() {
        return new TreeMap<>(java.util.Comparator.comparing(TableName::toString));
    }

    private static Map<TableName, List<ColumnShape>> columns(Connection connection, String condition)
            throws SQLException {
        Map<TableName, List<ColumnShape>> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_schema, table_name, column_name, data_type, column_type, character_set_name,"
                                + " collation_name, character_octet_length, is_nullable FROM information_schema.columns"
                                + " WHERE table_schema NOT IN " + SYSTEM + condition
                                + " ORDER BY table_schema, table_name, ordinal_position")) {
            while (row.next()) {
                long octets = row.getLong(8);
                columns.computeIfAbsent(new TableName(row.getString(1), row.getString(2)), any -> new ArrayList<>())
                        .add(new ColumnShape(
                                row.getString(3),
                                row.getString(4).toLowerCase(Locale.ROOT),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                octets == 0 ? null : octets,
                                row.getString(9).equals("YES")));
            }
        }
        return columns;
    }

    private static Map<TableName, List<KeyShape.Index>> uniques(Connection connection, String condition)
            throws SQLException {
        Map<TableName, Map<String, List<String>>> parts = new LinkedHashMap<>();
        Set<List<String>> broken = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_schema, table_name, index_name, column_name, sub_part, index_type"
                                + " FROM information_schema.statistics WHERE non_unique = 0 AND table_schema NOT IN "
                                + SYSTEM + condition
                                + " ORDER BY table_schema, table_name, index_name, seq_in_index")) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                String index = row.getString(3);
                String column = row.getString(4);
                if (column == null
                        || row.getString(5) != null
                        || !row.getString(6).equals("BTREE")) {
                    broken.add(List.of(table.toString(), index));
                }
                parts.computeIfAbsent(table, any -> new LinkedHashMap<>())
                        .computeIfAbsent(index, any -> new ArrayList<>())
                        .add(String.valueOf(column));
            }
        }
        Map<TableName, List<KeyShape.Index>> uniques = new LinkedHashMap<>();
        parts.forEach((table, indexes) ->
                indexes.forEach((index, columns) -> uniques.computeIfAbsent(table, any -> new ArrayList<>())
                        .add(new KeyShape.Index(index, columns, !broken.contains(List.of(table.toString(), index))))));
        return uniques;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
