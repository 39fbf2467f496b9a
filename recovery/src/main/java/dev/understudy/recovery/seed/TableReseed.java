package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.replay.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Some tables of a standby are copied anew: from now on it is a copy that lacks them, see docs/adr/0009. */
public final class TableReseed {

    private static final List<String> NOT_COPIED =
            List.of("understudy", "mysql", "sys", "information_schema", "performance_schema");

    private TableReseed() {}

    /** Why it cannot be done, a line each; empty where it can. */
    public static List<String> objections(
            Connection standby, Connection writer, Engine engine, String cluster, Collection<TableName> tables)
            throws SQLException {
        List<String> objections = new ArrayList<>();
        if (Seed.isOfAll(standby)) {
            objections.add("all of it is being copied already");
        }
        Position position = Position.read(standby, engine, cluster).orElse(null);
        if (position == null) {
            objections.add("it was never copied to: leave --table away");
        } else if (position.intent() != null) {
            objections.add("its replay stands in the middle of a statement: leave --table away");
        }
        for (TableName table : tables) {
            if (NOT_COPIED.contains(table.schema())) {
                objections.add(table + " is the server's or Understudy's own");
            } else if (SourceTable.definition(standby, table).isEmpty()
                    && SourceTable.definition(writer, table).isEmpty()) {
                objections.add("there is no table " + table + ", neither there nor on the writer");
            }
        }
        return objections;
    }

    /** In the caller's transaction: it is no standby any more until they were copied. */
    public static void order(Connection standby, Engine engine, Collection<TableName> tables) throws SQLException {
        TableNumbers numbers = TableNumbers.read(standby, engine);
        for (TableName table : tables) {
            StoredGaps.open(standby, table, numbers.of(table));
        }
        Seed.wantTables(standby);
    }
}
