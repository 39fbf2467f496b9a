package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Tables whose rows a server changes by itself when another's are changed, where the log does not show it. */
public final class TiedTables {

    private TiedTables() {}

    public static Set<TableName> of(Connection connection, Engine engine) throws SQLException {
        return new Tables(!engine.binlogHoldsCascades(connection)).tied(connection);
    }
}
