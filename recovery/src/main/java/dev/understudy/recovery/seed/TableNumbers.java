package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A server's tables by the numbers that they keep when they are renamed.
 *
 * @param byName those whose number is known: not of partitioned tables, nor of names that the storage engine spells differently
 */
record TableNumbers(Map<TableName, Long> byName) {

    private static final Pattern PLAIN = Pattern.compile("([^/@#]+)/([^/@#]+)");

    TableNumbers {
        byName = Map.copyOf(byName);
    }

    static TableNumbers read(Connection connection, Engine engine) throws SQLException {
        Map<TableName, Long> byName = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(engine.tableNumbers())) {
            while (row.next()) {
                var name = PLAIN.matcher(row.getString(1));
                if (name.matches()) {
                    byName.put(new TableName(name.group(1), name.group(2)), row.getLong(2));
                }
            }
        }
        return new TableNumbers(byName);
    }

    /** 0 if unknown. */
    long of(TableName table) {
        return byName.getOrDefault(table, 0L);
    }

    Map<Long, TableName> byNumber() {
        Map<Long, TableName> byNumber = new HashMap<>();
        byName.forEach((name, number) -> byNumber.put(number, name));
        return byNumber;
    }
}
