package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the standby says of the tables that rows belong to. Not thread-safe. */
final class Dictionary {

    private final Connection connection;
    private final Tables tables;

    Dictionary(Connection connection, Engine engine) throws SQLException {
        this.connection = connection;
        this.tables = new Tables(!engine.binlogHoldsCascades(connection));
    }

    /**
     * @throws Halt where the standby has no such table
     */
    TableShape shape(TableName name) throws SQLException {
        return tables.shape(connection, name).orElseThrow(() -> new Halt("the standby has no table " + name));
    }

    Map<TableName, TableShape> shapes(List<Change> rows) throws SQLException {
        Map<TableName, TableShape> shapes = new HashMap<>();
        for (Change change : rows) {
            TableName name = ((Change.Row) change).table();
            if (!shapes.containsKey(name)) {
                shapes.put(name, shape(name));
            }
        }
        return shapes;
    }

    void forget() {
        tables.forget();
    }
}
