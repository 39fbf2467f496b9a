package dev.understudy.scenarios.standby;

import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Tables with keys of all kinds, and rows enough for many chunks. */
final class Nursery {

    /** About; the scale is a property, so that a longer run has more. */
    static final int BIG = Integer.getInteger("understudy.rows", 120_000);

    private static final int PORTION = 5_000;

    private Nursery() {}

    static void create(DatabaseServer primary) throws SQLException {
        boolean mariadb = primary.engine().equals("mariadb");
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET SESSION " + (mariadb ? "max_recursive_iterations" : "cte_max_recursion_depth") + " = 1000000");
            for (String table : tables()) {
                statement.execute(table);
            }
            fill(statement, "big (u, v, pad)", "n, n % 97, CONCAT('pad ', n, REPEAT('x', n % 60))", BIG);
            fill(statement, "pairs (a, b, v)", "n DIV 7, n, n", BIG / 6);
            fill(statement, "named (name, v)", "CONCAT('name ', n), n", BIG / 12);
            fill(statement, "bare (n, t)", "n % 900, CONCAT('bare ', n % 900)", BIG / 40);
            fill(statement, "high (id, v)", "CAST(9223372036854775807 AS UNSIGNED) + n - 2000, n", 4_000);
            fill(statement, "parents (id, v)", "n, n", 1_000);
            fill(statement, "children (parent, v)", "1 + n % 1000, n", 5_000);
            fill(statement, "altered (v)", "n", BIG / 6);
            fill(statement, "emptied (v)", "n", 3_000);
            statement.execute("INSERT INTO nursery.blobs VALUES (1, REPEAT(CHAR(0), 6000000)),"
                    + " (2, REPEAT('\\'', 5000000)), (3, 'small')");
        }
    }

    private static List<String> tables() {
        return List.of(
                "CREATE DATABASE nursery",
                "CREATE TABLE nursery.big (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, u BIGINT NOT NULL UNIQUE, v INT,"
                        + " pad VARCHAR(100), twice INT GENERATED ALWAYS AS (v * 2) STORED)",
                "CREATE TABLE nursery.pairs (a INT NOT NULL, b INT NOT NULL, v INT, PRIMARY KEY (a, b))",
                "CREATE TABLE nursery.named (name VARCHAR(30) NOT NULL PRIMARY KEY, v INT)",
                "CREATE TABLE nursery.bare (n INT, t VARCHAR(20))",
                "CREATE TABLE nursery.high (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, v INT)",
                "CREATE TABLE nursery.parents (id INT NOT NULL PRIMARY KEY, v INT)",
                "CREATE TABLE nursery.children (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, parent INT NOT NULL, v INT,"
                        + " FOREIGN KEY (parent) REFERENCES nursery.parents (id) ON DELETE CASCADE)",
                "CREATE TABLE nursery.altered (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT)",
                "CREATE TABLE nursery.emptied (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT)",
                "CREATE TABLE nursery.noted (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, big BIGINT)",
                "CREATE TABLE nursery.blobs (id INT NOT NULL PRIMARY KEY, b LONGBLOB)",
                "CREATE VIEW nursery.odd AS SELECT id, v FROM nursery.big WHERE v % 2 = 1",
                "CREATE TRIGGER nursery.note AFTER DELETE ON nursery.big FOR EACH ROW"
                        + " INSERT INTO nursery.noted (big) VALUES (OLD.id)");
    }

    private static void fill(Statement statement, String into, String values, int rows) throws SQLException {
        for (int from = 0; from < rows; from += PORTION) {
            int to = Math.min(rows, from + PORTION);
            statement.execute("INSERT INTO nursery." + into + " WITH RECURSIVE s (n) AS (SELECT " + (from + 1)
                    + " UNION ALL SELECT n + 1 FROM s WHERE n < " + to + ") SELECT " + values + " FROM s");
        }
    }

    static long rows(DatabaseServer server) throws SQLException {
        long rows = 0;
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "big", "pairs", "named", "bare", "high", "parents", "children", "altered", "emptied", "noted")) {
                try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM nursery." + table)) {
                    row.next();
                    rows += row.getLong(1);
                }
            }
        }
        return rows;
    }
}
