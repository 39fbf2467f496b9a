package dev.understudy.scenarios.replay;

import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sessions that write at random into tables that were drawn, while these are altered. Statements that the primary refuses are
 * part of it.
 *
 * <p>Whatever a transaction does, it writes its number into one table first and into another last, and moves money from one
 * account to another: so that anyone who looks at a standby sees whether it holds whole transactions, in order.
 */
final class RandomHistory {

    private static final int SESSIONS = 3;
    private static final int TABLES = 4;
    private static final int ACCOUNTS = 10;

    private final DatabaseServer primary;
    private final String schema;
    private final long seed;
    private final RandomTable.Keys keys;
    private final List<RandomTable> tables = new CopyOnWriteArrayList<>();
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger altered = new AtomicInteger();

    RandomHistory(DatabaseServer primary, String schema, long seed, RandomTable.Keys keys) {
        this.primary = primary;
        this.schema = schema;
        this.seed = seed;
        this.keys = keys;
    }

    int committed() {
        return committed.get();
    }

    /** For a person who wants to know whether much has happened. */
    String told() {
        return committed + " transactions of " + statements + " statements (" + refused + " refused), " + altered
                + " of DDL";
    }

    void begin() throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + schema + " CHARACTER SET utf8mb4");
            statement.execute("USE " + schema);
            statement.execute("CREATE TABLE first_words (session INT, n INT, PRIMARY KEY (session, n))");
            statement.execute("CREATE TABLE last_words (session INT, n INT, PRIMARY KEY (session, n))");
            statement.execute("CREATE TABLE trigger_log (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(60))");
            statement.execute("CREATE TABLE accounts (id INT PRIMARY KEY, balance INT NOT NULL)");
            for (int i = 0; i < ACCOUNTS; i++) {
                statement.execute("INSERT INTO accounts VALUES (" + i + ", 100)");
            }
            for (int i = 0; i < TABLES; i++) {
                RandomTable table = RandomTable.draw("t" + i, keys, random);
                statement.execute(table.create());
                tables.add(table);
            }
        }
    }

    /** All sessions, so many transactions each, and DDL meanwhile; returns when they have ended. */
    void write(int transactions) throws InterruptedException {
        Thread[] sessions = new Thread[SESSIONS];
        for (int i = 0; i < SESSIONS; i++) {
            int number = i;
            sessions[i] = new Thread(() -> session(number, transactions), "session-" + i);
            sessions[i].start();
        }
        Thread ddl = new Thread(() -> alter(transactions / 12), "ddl");
        ddl.start();
        for (Thread session : sessions) {
            session.join();
        }
        ddl.join();
    }

    private final int[] numbers = new int[SESSIONS];

    private void session(int session, int transactions) {
        Random random = new Random(seed * 31 + session + numbers[session]);
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE " + schema);
            statement.execute("SET SESSION innodb_lock_wait_timeout = 5");
            connection.setAutoCommit(false);
            for (int i = 0; i < transactions; i++) {
                try {
                    transaction(statement, session, numbers[session] + 1, random);
                    connection.commit();
                    numbers[session]++;
                    committed.incrementAndGet();
                } catch (SQLException e) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("session " + session + ": " + e.getMessage(), e);
        }
    }

    private void transaction(Statement statement, int session, int number, Random random) throws SQLException {
        statement.execute("INSERT INTO first_words VALUES (" + session + ", " + number + ")");
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            attempt(statement, tables.get(random.nextInt(tables.size())).statement(random));
        }
        int amount = random.nextInt(10);
        statement.execute(
                "UPDATE accounts SET balance = balance - " + amount + " WHERE id = " + random.nextInt(ACCOUNTS / 2));
        statement.execute("UPDATE accounts SET balance = balance + " + amount + " WHERE id = "
                + (ACCOUNTS / 2 + random.nextInt(ACCOUNTS / 2)));
        statement.execute("INSERT INTO last_words VALUES (" + session + ", " + number + ")");
        if (random.nextInt(10) == 0) {
            throw new SQLException("it changed its mind");
        }
    }

    /** A duplicate key or a value out of range ends the statement only. */
    private void attempt(Statement statement, String sql) throws SQLException {
        statements.incrementAndGet();
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            refused.incrementAndGet();
            boolean ends = e.getErrorCode() == 1213 || e.getErrorCode() == 1205 || e.getErrorCode() == 1412;
            if (ends) {
                throw e;
            }
        }
    }

    private void alter(int times) {
        Random random = new Random(seed * 17 + committed.get());
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE " + schema);
            for (int i = 0; i < times; i++) {
                try {
                    alter(statement, random, i);
                    altered.incrementAndGet();
                } catch (SQLException e) {
                    // The primary did not want it: then nobody does.
                    continue;
                }
                Thread.sleep(random.nextInt(60));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("ddl: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void alter(Statement statement, Random random, int number) throws SQLException {
        int at = random.nextInt(tables.size());
        RandomTable table = tables.get(at);
        String fresh = "n" + committed.get() + "_" + number;
        switch (random.nextInt(14)) {
            case 0 -> {
                Kind kind = Kind.any(random);
                statement.execute("ALTER TABLE " + table.name() + " ADD COLUMN " + fresh + " " + kind.type());
                tables.set(at, table.with(fresh, kind));
            }
            case 1 -> {
                if (table.size() > 1) {
                    statement.execute("ALTER TABLE " + table.name() + " DROP COLUMN " + table.lastColumn());
                    tables.set(at, table.withoutLast());
                }
            }
            case 2 -> statement.execute("TRUNCATE TABLE " + table.name());
            case 3 -> {
                statement.execute("RENAME TABLE " + table.name() + " TO " + fresh);
                tables.set(at, table.named(fresh));
            }
            case 4 -> swap(statement, at, random.nextInt(tables.size()));
            case 5 -> statement.execute("CREATE INDEX i" + number + " ON " + table.name() + " (u)");
            case 6 -> statement.execute("CREATE OR REPLACE VIEW v AS SELECT id, u FROM " + table.name());
            case 7 -> {
                RandomTable another = RandomTable.draw(fresh, keys, random);
                statement.execute(another.create());
                statement.execute("DROP TABLE " + table.name());
                tables.set(at, another);
            }
            case 8 -> statement.execute("CREATE TABLE " + fresh + " LIKE " + table.name());
            case 9 -> statement.execute("CREATE TABLE " + fresh + " AS SELECT * FROM " + table.name());
            case 10 -> {
                // What it does is in the log: on a standby it must not do it once more.
                String moment = random.nextBoolean() ? "BEFORE" : "AFTER";
                statement.execute("CREATE TRIGGER g" + fresh + " " + moment + " INSERT ON " + table.name()
                        + " FOR EACH ROW INSERT INTO trigger_log (what) VALUES ('" + fresh + "')");
            }
            case 11 -> dropOne(statement, "SELECT CONCAT('TRIGGER ', trigger_name) FROM information_schema.triggers");
            case 12 -> {
                statement.execute("CREATE TABLE " + fresh + "a (id INT)");
                statement.execute("CREATE TABLE " + fresh + "b (id INT)");
                statement.execute("DROP TABLE " + fresh + "a, " + fresh + "b");
            }
            default -> {
                statement.execute("CREATE PROCEDURE p" + fresh + "() INSERT INTO trigger_log (what) VALUES ('called')");
                statement.execute("CREATE EVENT e" + fresh + " ON SCHEDULE EVERY 1 DAY DO CALL p" + fresh + "()");
            }
        }
    }

    private void dropOne(Statement statement, String query) throws SQLException {
        String object;
        try (ResultSet row =
                statement.executeQuery(query + " WHERE trigger_schema = '" + schema + "' ORDER BY RAND() LIMIT 1")) {
            if (!row.next()) {
                return;
            }
            object = row.getString(1);
        }
        statement.execute("DROP " + object);
    }

    private void swap(Statement statement, int one, int other) throws SQLException {
        if (one == other) {
            return;
        }
        RandomTable a = tables.get(one);
        RandomTable b = tables.get(other);
        statement.execute("RENAME TABLE " + a.name() + " TO swapped, " + b.name() + " TO " + a.name() + ", swapped TO "
                + b.name());
        tables.set(one, a.named(b.name()));
        tables.set(other, b.named(a.name()));
    }
}
