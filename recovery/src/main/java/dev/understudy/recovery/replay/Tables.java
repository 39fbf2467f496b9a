package dev.understudy.recovery.replay;

import dev.understudy.recovery.replay.Change.TableName;
import dev.understudy.recovery.replay.TableShape.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The standby's tables, read once each and forgotten after DDL. Not thread-safe. */
final class Tables {

    private static final String COLUMNS =
            "SELECT column_name, data_type, column_type, column_key, extra FROM information_schema.columns"
                    + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";

    private final Map<TableName, TableShape> known = new HashMap<>();

    /**
     * @throws Halt where the standby has no such table
     */
    TableShape shape(Connection connection, TableName name) throws SQLException {
        TableShape shape = known.get(name);
        if (shape == null) {
            shape = read(connection, name);
            known.put(name, shape);
        }
        return shape;
    }

    void forget() {
        known.clear();
    }

    private static TableShape read(Connection connection, TableName name) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, name.schema());
            select.setString(2, name.table());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String extra = row.getString(5).toUpperCase(Locale.ROOT);
                    columns.add(new Column(
                            row.getString(1),
                            row.getString(2).toLowerCase(Locale.ROOT),
                            row.getString(3).toLowerCase(Locale.ROOT).contains("unsigned"),
                            row.getString(4).equals("PRI"),
                            // DEFAULT_GENERATED is a default that is an expression: an ordinary column.
                            extra.contains("VIRTUAL") || extra.contains("STORED") || extra.contains("PERSISTENT")));
                }
            }
        }
        if (columns.isEmpty()) {
            throw new Halt("the standby has no table " + name);
        }
        return new TableShape(name, columns);
    }
}
