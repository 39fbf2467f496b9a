package dev.understudy.scenarios.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares tables by what is stored: no value is shown in a way in which another would be shown too. */
final class StoredBytes {

    private StoredBytes() {}

    /**
     * @param values how many values were compared
     */
    record Result(int tables, int values, List<String> differences) {}

    static Result compare(Connection here, Connection there, String schema) throws SQLException {
        List<String> differences = new ArrayList<>();
        int values = 0;
        Map<String, List<String>> tables = columns(here, schema);
        if (!tables.equals(columns(there, schema))) {
            differences.add("the tables are others");
        }
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            Map<String, Integer> rows = new HashMap<>();
            values += count(here, schema, table, 1, rows);
            count(there, schema, table, -1, rows);
            rows.forEach((row, times) -> {
                if (times != 0) {
                    differences.add(table.getKey() + " " + row + (times > 0 ? " is missing" : " is too many"));
                }
            });
        }
        return new Result(tables.size(), values, differences);
    }

    private static int count(
            Connection connection,
            String schema,
            Map.Entry<String, List<String>> table,
            int step,
            Map<String, Integer> rows)
            throws SQLException {
        int values = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00'");
            try (ResultSet row = statement.executeQuery("SELECT " + String.join(", ", table.getValue()) + " FROM `"
                    + schema + "`.`" + table.getKey() + "`")) {
                while (row.next()) {
                    StringBuilder whole = new StringBuilder();
                    for (int i = 1; i <= table.getValue().size(); i++) {
                        String value = String.valueOf(row.getString(i));
                        whole.append(value.length() > 300 ? value.substring(0, 200) + "#" + value.hashCode() : value)
                                .append(' ');
                        values++;
                    }
                    rows.merge(whole.toString(), step, Integer::sum);
                }
            }
        }
        return values;
    }

    private static Map<String, List<String>> columns(Connection connection, String schema) throws SQLException {
        Map<String, List<String>> tables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = '"
                                + schema + "' ORDER BY table_name, ordinal_position")) {
            while (row.next()) {
                tables.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                        .add(stored("`" + row.getString(2) + "`", row.getString(3)));
            }
        }
        return tables;
    }

    private static String stored(String name, String type) {
        return switch (type) {
            case "enum", "set", "bit" -> "CAST(" + name + " AS UNSIGNED)";
            case "float", "double" -> "CAST(CAST(" + name + " AS DOUBLE) AS CHAR)";
            // The text, and what the text does not tell: how long the stored document is, and of which types its values
            // are.
            case "json" ->
                "CONCAT(HEX(CAST(" + name + " AS CHAR)), '/', JSON_STORAGE_SIZE(" + name + "), '/',"
                        + " IFNULL((SELECT GROUP_CONCAT(JSON_TYPE(x)) FROM JSON_TABLE(JSON_ARRAY(" + name
                        + "), '$**[0]' COLUMNS (x JSON PATH '$')) j), ''))";
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year" -> "CAST(" + name + " AS CHAR)";
            case "date", "time", "datetime", "timestamp", "uuid", "inet4", "inet6" -> "CAST(" + name + " AS CHAR)";
            default -> "HEX(CAST(" + name + " AS BINARY))";
        };
    }
}
