package dev.understudy.recovery.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.engine.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a server's objects are like, in one number: two that differ tell that a statement was carried out in between. Data does not
 * count, and what lies in {@code understudy} does not either.
 */
public final class Definitions {

    private static final String OTHERS =
            " NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'understudy')";

    private static final List<String> OBJECTS = List.of(
            sum("schema_name, default_character_set_name, default_collation_name", "schemata", "schema_name"),
            sum(
                    "table_schema, table_name, table_type, engine, row_format, table_collation, create_options, table_comment",
                    "tables",
                    "table_schema"),
            sum(
                    "table_schema, table_name, ordinal_position, column_name, column_type, column_default, is_nullable,"
                            + " collation_name, extra, column_comment, generation_expression",
                    "columns",
                    "table_schema"),
            sum(
                    "table_schema, table_name, index_name, seq_in_index, column_name, sub_part, non_unique, index_type,"
                            + " index_comment",
                    "statistics",
                    "table_schema"),
            sum("table_schema, table_name, constraint_name, constraint_type", "table_constraints", "table_schema"),
            sum(
                    "table_schema, table_name, partition_name, partition_method, partition_description",
                    "partitions",
                    "table_schema"),
            sum("table_schema, table_name, view_definition, definer, security_type", "views", "table_schema"),
            sum(
                    "routine_schema, routine_name, routine_type, routine_definition, definer, sql_mode, routine_comment",
                    "routines",
                    "routine_schema"),
            sum("trigger_schema, trigger_name, event_object_table, action_statement", "triggers", "trigger_schema"),
            sum(
                    "event_schema, event_name, event_definition, status, interval_value, interval_field, execute_at",
                    "events",
                    "event_schema"));

    private Definitions() {}

    /** A short text; the same as before where nothing was defined, altered or dropped. */
    public static String of(Connection connection, Engine engine) throws SQLException {
        CRC32C sum = new CRC32C();
        try (Statement statement = connection.createStatement()) {
            read(statement, engine.tableNumbers(), sum);
            for (String query : OBJECTS) {
                read(statement, query, sum);
            }
        }
        return Long.toHexString(sum.getValue());
    }

    private static void read(Statement statement, String query, CRC32C sum) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                sum.update((row.getString(1) + "=" + row.getString(2) + "\n").getBytes(UTF_8));
            }
        }
    }

    private static String sum(String columns, String table, String schema) {
        StringBuilder values = new StringBuilder();
        for (String column : columns.split(", ?", -1)) {
            values.append(values.isEmpty() ? "" : ", ")
                    .append("COALESCE(")
                    .append(column.strip())
                    .append(", '~')");
        }
        return "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', " + values + "))) FROM information_schema." + table
                + " WHERE " + schema + OTHERS;
    }
}
