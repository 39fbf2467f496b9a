package dev.understudy.scenarios.suites;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.verify.ObjectSource;
import dev.understudy.recovery.verify.ObjectSources;
import dev.understudy.recovery.verify.digest.Definition;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether two servers at rest hold the same: every definition, and of every table every row, byte for byte. */
final class Likeness {

    private static final String SYSTEM = "('mysql', 'information_schema', 'performance_schema', 'sys', 'understudy')";
    private static final int SHOWN = 120;
    /** A session of the file's own holds the table: nothing is known of it now. */
    private static final int LOCKED = 1205;

    private final List<ObjectSource> sources;

    Likeness(Engine engine) {
        this.sources = ObjectSources.of(engine, Set.of());
    }

    /**
     * @return what is not the same, in words
     */
    List<String> differences(Connection primary, Connection standby) throws SQLException {
        List<String> found = new ArrayList<>();
        for (ObjectSource source : sources) {
            Map<String, String> there = source.read(primary);
            Map<String, String> here = source.read(standby);
            Definition.differing(there, here)
                    .forEach(name -> found.add(name + ": " + Definition.wrong(there.get(name), here.get(name))));
        }
        if (found.isEmpty()) {
            for (Map.Entry<String, String> table : tables(primary).entrySet()) {
                rows(primary, standby, table.getKey(), table.getValue(), found);
            }
        }
        return found;
    }

    /** Each table's columns, invisible ones among them. */
    private static Map<String, String> tables(Connection connection) throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns c"
                                + " JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name"
                                + " WHERE t.table_type = 'BASE TABLE' AND t.table_schema NOT IN " + SYSTEM
                                + " ORDER BY c.table_schema, c.table_name, c.ordinal_position")) {
            while (row.next()) {
                tables.merge(
                        quote(row.getString(1)) + "." + quote(row.getString(2)),
                        quote(row.getString(3)),
                        (before, next) -> before + ", " + next);
            }
        }
        return tables;
    }

    private static void rows(Connection primary, Connection standby, String table, String columns, List<String> found)
            throws SQLException {
        String query = "SELECT " + columns + " FROM " + table;
        Map<String, Integer> counts = new HashMap<>();
        String refusal = count(primary, query, 1, counts);
        String other = count(standby, query, -1, counts);
        if (!refusal.equals(other)) {
            found.add(table + ": the primary says '" + refusal + "', the standby '" + other + "'");
        } else if (refusal.isEmpty()) {
            counts.forEach((row, count) -> {
                if (count != 0 && found.size() < 10) {
                    found.add(table + ": " + Math.abs(count) + " time(s) more on the "
                            + (count > 0 ? "primary: " : "standby: ") + row);
                }
            });
        }
    }

    /** Adds each row; a table that cannot be read says why. */
    private static String count(Connection connection, String query, int step, Map<String, Integer> counts)
            throws SQLException {
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet row = statement.executeQuery(query)) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    counts.merge(text(row, columns), step, Integer::sum);
                }
            }
            return "";
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCKED) {
                throw e;
            }
            return "error " + e.getErrorCode();
        }
    }

    private static String text(ResultSet row, int columns) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            byte[] value = row.getBytes(i);
            text.append(i == 1 ? "" : " | ").append(value == null ? "NULL" : readable(value));
        }
        return text.toString();
    }

    private static String readable(byte[] value) {
        String text = new String(value, UTF_8);
        boolean plain = value.length <= SHOWN && text.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain ? text : value.length <= SHOWN ? "0x" + HexFormat.of().formatHex(value) : longText(value);
    }

    private static String longText(byte[] value) {
        try {
            byte[] sum = java.security.MessageDigest.getInstance("SHA-256").digest(value);
            return value.length + " bytes "
                    + HexFormat.of().formatHex(ByteBuffer.wrap(sum).array());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
