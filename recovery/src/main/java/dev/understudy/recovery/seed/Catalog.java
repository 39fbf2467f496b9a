package dev.understudy.recovery.seed;

import dev.understudy.recovery.changelog.Change.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a server holds beside its own system schemas. */
final class Catalog {

    private static final String SYSTEM = "('mysql', 'information_schema', 'performance_schema', 'sys', 'understudy')";

    private static final int NO_SUCH_SCHEMA = 1049;
    private static final int NO_SUCH_COLUMN = 1054;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int TABLE_ALTERED = 1412;

    private Catalog() {}

    /**
     * A table to copy.
     *
     * @param columns those that are written, in order: generated ones are left to the server
     */
    record Table(String schema, String name, List<Column> columns) {
        String quoted() {
            return quote(schema) + "." + quote(name);
        }
    }

    /**
     * @param type the data type, lower case
     */
    record Column(String name, String type) {}

    static List<String> schemas(Connection connection) throws SQLException {
        return strings(
                connection,
                "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN " + SYSTEM
                        + " ORDER BY schema_name");
    }

    static List<Table> tables(Connection connection, String schema) throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (String name : strings(
                connection,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = " + literal(schema)
                        + " AND table_type = 'BASE TABLE' ORDER BY table_name")) {
            tables.add(new Table(schema, name, columns(connection, schema, name)));
        }
        return tables;
    }

    static List<String> views(Connection connection, String schema) throws SQLException {
        return strings(
                connection,
                "SELECT table_name FROM information_schema.views WHERE table_schema = " + literal(schema)
                        + " ORDER BY table_name");
    }

    static List<String> routines(Connection connection, String schema, String kind) throws SQLException {
        return strings(
                connection,
                "SELECT routine_name FROM information_schema.routines WHERE routine_schema = " + literal(schema)
                        + " AND routine_type = " + literal(kind) + " ORDER BY routine_name");
    }

    static List<String> events(Connection connection, String schema) throws SQLException {
        return strings(
                connection,
                "SELECT event_name FROM information_schema.events WHERE event_schema = " + literal(schema)
                        + " ORDER BY event_name");
    }

    /** In the order in which they act. */
    static List<String> triggers(Connection connection, String schema) throws SQLException {
        return strings(
                connection,
                "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = " + literal(schema)
                        + " ORDER BY event_object_table, action_timing, event_manipulation, action_order");
    }

    /** Objects that cannot be carried, by kind and name; a source that has one is refused. */
    static List<String> uncopied(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        names.addAll(strings(
                connection,
                "SELECT CONCAT(LOWER(table_type), ' ', table_schema, '.', table_name) FROM information_schema.tables"
                        + " WHERE table_type IN ('SEQUENCE', 'SYSTEM VERSIONED') AND table_schema NOT IN " + SYSTEM));
        names.addAll(strings(
                connection,
                "SELECT CONCAT(LOWER(routine_type), ' ', routine_schema, '.', routine_name)"
                        + " FROM information_schema.routines WHERE routine_type NOT IN ('FUNCTION', 'PROCEDURE')"
                        + " AND routine_schema NOT IN " + SYSTEM));
        return names;
    }

    /** The second column of a SHOW CREATE statement. */
    static String definition(Connection connection, String show) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(show)) {
            row.next();
            return row.getString(2);
        }
    }

    static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    /** One table, as it is now. */
    static Table table(Connection connection, TableName name) throws SQLException {
        return new Table(name.schema(), name.table(), columns(connection, name.schema(), name.table()));
    }

    /** There is no such database or table. */
    static boolean isUnknown(SQLException e) {
        return e.getErrorCode() == NO_SUCH_SCHEMA || e.getErrorCode() == NO_SUCH_TABLE;
    }

    /** A snapshot cannot be read any more, since its table was altered, renamed or dropped. */
    static boolean isAltered(SQLException e) {
        return isUnknown(e) || e.getErrorCode() == TABLE_ALTERED || e.getErrorCode() == NO_SUCH_COLUMN;
    }

    private static List<Column> columns(Connection connection, String schema, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT column_name, data_type, extra FROM information_schema.columns WHERE table_schema = "
                                + literal(schema) + " AND table_name = " + literal(table)
                                + " ORDER BY ordinal_position")) {
            while (row.next()) {
                String extra = row.getString(3).toUpperCase(Locale.ROOT);
                if (!extra.contains("VIRTUAL") && !extra.contains("STORED") && !extra.contains("PERSISTENT")) {
                    columns.add(new Column(row.getString(1), row.getString(2).toLowerCase(Locale.ROOT)));
                }
            }
        }
        return columns;
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

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
