package dev.understudy.scenarios.verify;

import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions that write without a pause: rows come, change and go all over the tables, some of them all the time. */
final class WriteLoad implements AutoCloseable {

    private static final int SESSIONS = 2;
    static final int ROWS = 20_000;
    private static final int HOT = 8;

    /** Few enough that a connector which has just started reads an event of them in no time. */
    private static final int CHUNK = 100;

    private final DatabaseServer primary;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger committed = new AtomicInteger();
    private volatile boolean closed;

    WriteLoad(DatabaseServer primary) {
        this.primary = primary;
    }

    /** The tables, and rows enough for many chunks. */
    static void create(Statement statement) throws SQLException {
        statement.execute("CREATE DATABASE play CHARACTER SET utf8mb4");
        statement.execute(
                "CREATE TABLE play.items (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, n INT NOT NULL DEFAULT 5,"
                        + " t VARCHAR(40), total DECIMAL(12,2), twice INT GENERATED ALWAYS AS (n * 2) STORED)");
        statement.execute(
                "CREATE TABLE play.named (part ENUM('b','a') NOT NULL, name VARCHAR(30) NOT NULL, at DATETIME(3)"
                        + " NOT NULL, n INT, PRIMARY KEY (part, name, at))");
        statement.execute("CREATE TABLE play.bag (n INT, t VARCHAR(20))");
        statement.execute("CREATE VIEW play.many AS SELECT id, n FROM play.items WHERE n > 1");
        for (int from = 0; from < ROWS; from += CHUNK) {
            StringBuilder items = new StringBuilder("INSERT INTO play.items (id, n, t, total) VALUES ");
            StringBuilder named = new StringBuilder("INSERT INTO play.named VALUES ");
            for (int i = from + 1; i <= from + CHUNK; i++) {
                String comma = i == from + 1 ? "" : ", ";
                items.append(comma).append("(" + i + ", " + i + ", 'item é " + i + "', " + i + ".25)");
                named.append(comma)
                        .append("('" + (i % 2 == 0 ? "a" : "b") + "', 'O''Name \\\\ " + i % 700
                                + "', '2024-01-01 00:00:00' + INTERVAL " + i + " SECOND, " + i + ")");
            }
            statement.execute(items.toString());
            statement.execute(named.toString());
        }
        statement.execute("INSERT INTO play.bag VALUES (1, 'one'), (1, 'one'), (2, NULL)");
    }

    WriteLoad start() {
        for (int i = 0; i < SESSIONS; i++) {
            int session = i;
            Thread thread = new Thread(() -> write(session), "load-" + i);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    int committed() {
        return committed.get();
    }

    /** Rows below 1000 are left alone: the test has them to itself. */
    private void write(int session) {
        Random random = new Random(session);
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; !closed; i++) {
                int any = 1_000 + random.nextInt(ROWS - 1_000);
                try {
                    statement.execute("UPDATE play.items SET n = n + 1 WHERE id = " + (1_001 + random.nextInt(HOT)));
                    statement.execute("UPDATE play.items SET t = 'changed " + i + "' WHERE id = " + any);
                    statement.execute("INSERT INTO play.items (n, t) VALUES (" + i + ", 'new')");
                    statement.execute("DELETE FROM play.items WHERE id = " + (any + 1) + " AND id > 2000");
                    statement.execute("UPDATE play.named SET n = n + 1 WHERE part = 'a' AND name = 'O''Name \\\\ "
                            + (100 + 2 * random.nextInt(300)) + "' LIMIT 1");
                    if (session == 0 && i % 100 == 0) {
                        statement.execute("INSERT INTO play.bag VALUES (" + i + ", 'more')");
                    }
                    connection.commit();
                    committed.incrementAndGet();
                } catch (SQLException e) {
                    // A deadlock with another session: as it is in life.
                    connection.rollback();
                }
                Thread.sleep(15);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("load: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
