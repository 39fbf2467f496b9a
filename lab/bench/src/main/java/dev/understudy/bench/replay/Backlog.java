package dev.understudy.bench.replay;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the primary has committed, up to a row of its own in each table: whoever knows no positions is done when it shows these.
 *
 * @param transactions everything
 * @param mark the last rows' id
 */
record Backlog(TransactionSet transactions, int mark) {

    /** The tables that a load changes. */
    static final List<String> TABLES = List.of("sbtest1", "sbtest2", "sbtest3", "sbtest4", "bulk");

    private static final int FIRST_MARK = 100_000_000;
    /** A table that counts its rows up goes on behind the last mark. */
    private static final int BETWEEN_MARKS = 10_000_000;

    /**
     * Ends a backlog.
     *
     * @param number counts the backlogs up, from 0
     */
    static Backlog end(DatabaseServer primary, Engine engine, int number) throws SQLException {
        int mark = FIRST_MARK + number * BETWEEN_MARKS;
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                String columns = table.equals("bulk") ? "(id, n, c)" : "(id, k, c)";
                statement.execute("INSERT INTO sbtest." + table + " " + columns + " VALUES (" + mark + ", 0, 'mark')");
            }
            return new Backlog(engine.executed(connection), mark);
        }
    }

    /** Whether a server shows the last row of each table. */
    boolean shows(Statement statement) throws SQLException {
        String counts = TABLES.stream()
                .map(table -> "(SELECT COUNT(*) FROM sbtest." + table + " WHERE id = " + mark + ")")
                .collect(Collectors.joining(" + "));
        try (ResultSet row = statement.executeQuery("SELECT " + counts)) {
            return row.next() && row.getInt(1) == TABLES.size();
        }
    }
}
