package dev.understudy.scenarios.standby;

import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A session that writes all over the nursery while it is copied: rows come and go, keys move from one end of a table to the other, unique values wander,
 * a parent takes its children along; and now and then a table is altered, emptied, swapped, made or dropped.
 */
final class NurseryLoad implements AutoCloseable {

    private static final long DDL_NANOS = 1_500_000_000L;
    private static final int KINDS = 12;

    private final DatabaseServer primary;
    private final Random random;
    private final Thread thread = new Thread(this::run, "nursery-load");
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger defined = new AtomicInteger();
    private long lastDdl = System.nanoTime();
    private int fresh = 10_000_000;
    private volatile boolean closed;
    private volatile String failure = "";

    NurseryLoad(DatabaseServer primary, long seed) {
        this.primary = primary;
        this.random = new Random(seed);
    }

    NurseryLoad start() {
        thread.start();
        return this;
    }

    int committed() {
        return committed.get();
    }

    int defined() {
        return defined.get();
    }

    String failure() {
        return failure;
    }

    private void run() {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            while (!closed) {
                try {
                    boolean ddl = System.nanoTime() - lastDdl > DDL_NANOS;
                    if (ddl) {
                        define(statement);
                        lastDdl = System.nanoTime();
                        defined.incrementAndGet();
                    } else {
                        write(connection, statement);
                        committed.incrementAndGet();
                    }
                } catch (SQLException e) {
                    // A duplicate: what the primary refuses is in no log.
                    if (e.getErrorCode() != 1062) {
                        throw e;
                    }
                    connection.setAutoCommit(true);
                }
                Thread.sleep(1);
            }
        } catch (SQLException e) {
            failure = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int any() {
        return 1 + random.nextInt(Nursery.BIG);
    }

    private void write(Connection connection, Statement statement) throws SQLException {
        int id = any();
        switch (random.nextInt(KINDS)) {
            case 0 -> statement.execute("UPDATE nursery.big SET v = v + 1 WHERE id BETWEEN " + id + " AND " + (id + 9));
            case 1 -> statement.execute("INSERT INTO nursery.big (u, v, pad) VALUES (" + ++fresh + ", 1, 'new')");
            case 2 -> statement.execute("DELETE FROM nursery.big WHERE id = " + id);
            case 3 ->
                statement.execute("UPDATE nursery.big SET id = " + (random.nextBoolean() ? -1 : 1) * ++fresh
                        + " WHERE id = " + id);
            case 4 -> wander(connection, statement, id);
            case 5 ->
                statement.execute(
                        "UPDATE nursery.pairs SET a = " + random.nextInt(4_000) + ", v = v + 1 WHERE b = " + id / 6);
            case 6 ->
                statement.execute(
                        "UPDATE nursery.named SET name = 'name " + ++fresh + "' WHERE name = 'name " + id / 12 + "'");
            case 7 ->
                statement.execute(
                        random.nextBoolean()
                                ? "UPDATE nursery.bare SET t = 'changed' WHERE n = " + random.nextInt(900) + " LIMIT 1"
                                : "DELETE FROM nursery.bare WHERE n = " + random.nextInt(900) + " LIMIT 1");
            case 8 -> statement.execute("DELETE FROM nursery.parents WHERE id = " + (1 + random.nextInt(1_000)));
            case 9 ->
                statement.execute("UPDATE nursery.high SET v = v + 1, id = id + "
                        + (random.nextInt(8) == 0 ? "1000000" : "0") + " ORDER BY id DESC LIMIT 3");
            case 10 -> statement.execute("UPDATE nursery.altered SET v = v + 1 WHERE id = " + id / 6);
            default -> statement.execute("INSERT INTO nursery.emptied (v) VALUES (" + id + ")");
        }
    }

    /** A unique value goes from one end of the table to the other within one transaction. */
    private void wander(Connection connection, Statement statement, int id) throws SQLException {
        connection.setAutoCommit(false);
        try {
            long value = 0;
            try (ResultSet row = statement.executeQuery("SELECT u FROM nursery.big WHERE id = " + id + " FOR UPDATE")) {
                if (row.next()) {
                    value = row.getLong(1);
                }
            }
            if (value != 0) {
                statement.execute("DELETE FROM nursery.big WHERE id = " + id);
                statement.execute("INSERT INTO nursery.big (id, u, v, pad) VALUES (" + - ++fresh + ", " + value
                        + ", 0, 'wandered')");
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void define(Statement statement) throws SQLException {
        int n = ++fresh;
        switch (random.nextInt(6)) {
            case 0 -> statement.execute("ALTER TABLE nursery.altered ADD COLUMN c" + n + " INT DEFAULT " + n);
            case 1 -> statement.execute("TRUNCATE TABLE nursery.emptied");
            case 2 -> {
                statement.execute("CREATE TABLE nursery.altered_new LIKE nursery.altered");
                statement.execute("INSERT INTO nursery.altered_new SELECT * FROM nursery.altered WHERE id % 2 = 0");
                statement.execute(
                        "RENAME TABLE nursery.altered TO nursery.altered_old, nursery.altered_new TO nursery.altered");
                statement.execute("DROP TABLE nursery.altered_old");
            }
            case 3 -> {
                statement.execute("CREATE TABLE nursery.made" + n + " (id INT NOT NULL PRIMARY KEY, v INT)");
                statement.execute("INSERT INTO nursery.made" + n + " VALUES (1, 1), (2, 2)");
            }
            case 4 ->
                statement.execute("CREATE OR REPLACE VIEW nursery.odd AS SELECT id, v, " + n
                        + " AS made FROM nursery.big WHERE v % 2 = 1");
            default -> statement.execute("CREATE INDEX i" + n + " ON nursery.named (v)");
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
