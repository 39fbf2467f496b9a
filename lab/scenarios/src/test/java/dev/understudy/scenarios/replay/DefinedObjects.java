package dev.understudy.scenarios.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a server has beside tables' rows, as text that can be compared; a standby's triggers are those that it keeps back. */
final class DefinedObjects {

    private static final String OURS =
            " NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'understudy')";

    private DefinedObjects() {}

    static List<String> of(Connection connection) throws SQLException {
        return read(
                connection,
                "SELECT CONCAT_WS(' ', trigger_schema, trigger_name, event_object_table) FROM information_schema.triggers"
                        + " WHERE trigger_schema" + OURS);
    }

    static List<String> ofStandby(Connection connection) throws SQLException {
        List<String> real =
                strings(connection, "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema" + OURS);
        if (!real.isEmpty()) {
            return List.of("real triggers on a standby: " + real);
        }
        return read(connection, "SELECT CONCAT_WS(' ', schema_name, name, table_name) FROM understudy.stored_trigger");
    }

    private static List<String> read(Connection connection, String triggers) throws SQLException {
        List<String> all = new ArrayList<>(strings(connection, triggers + " ORDER BY 1"));
        all.addAll(strings(
                connection,
                "SELECT CONCAT_WS(' ', table_schema, table_name, ordinal_position, column_name, column_type, column_default,"
                        + " is_nullable, collation_name, extra) FROM information_schema.columns WHERE table_schema"
                        + OURS
                        + " ORDER BY 1"));
        all.addAll(strings(
                connection,
                "SELECT CONCAT_WS(' ', table_schema, table_name, index_name, seq_in_index, column_name, non_unique)"
                        + " FROM information_schema.statistics WHERE table_schema" + OURS + " ORDER BY 1"));
        all.addAll(strings(
                connection,
                "SELECT CONCAT_WS(' ', routine_schema, routine_name, routine_definition, sql_mode, definer)"
                        + " FROM information_schema.routines WHERE routine_schema" + OURS + " ORDER BY 1"));
        all.addAll(strings(
                connection,
                "SELECT CONCAT_WS(' ', event_schema, event_name, event_definition, status, interval_value, sql_mode)"
                        + " FROM information_schema.events WHERE event_schema" + OURS + " ORDER BY 1"));
        all.addAll(strings(
                connection,
                "SELECT CONCAT_WS(' ', table_schema, table_name, view_definition) FROM information_schema.views"
                        + " WHERE table_schema" + OURS + " ORDER BY 1"));
        return all;
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
