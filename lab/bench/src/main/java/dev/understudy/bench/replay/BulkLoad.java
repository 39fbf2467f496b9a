package dev.understudy.bench.replay;

import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;

/** Many rows a statement, each statement a transaction. */
final class BulkLoad {

    /** Of one statement. */
    static final int ROWS = 1_000;

    private static final String ROW = "(1, '" + "x".repeat(100) + "')";

    private BulkLoad() {}

    static void prepare(DatabaseServer primary) throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sbtest.bulk (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT, c CHAR(120))");
        }
    }

    static void insert(DatabaseServer primary, int statements) throws SQLException {
        String sql = "INSERT INTO sbtest.bulk (n, c) VALUES " + String.join(",", Collections.nCopies(ROWS, ROW));
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < statements; i++) {
                statement.execute(sql);
            }
        }
    }
}
