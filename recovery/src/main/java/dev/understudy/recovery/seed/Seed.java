package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.replay.Definitions;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.StandbySchema;
import dev.understudy.recovery.seed.Catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Copies a primary to an empty server at a consistent cut, while the primary takes writes: commits are held for the instant
 * in which the snapshot begins and the executed set is read. The position is written last, so a copy that was interrupted
 * is no standby.
 */
public final class Seed {

    /** The setting that stands while a copy is under way. */
    private static final String COPYING = "seed";

    private final Engine engine;
    private final String cluster;

    public Seed(Engine engine, String cluster) {
        this.engine = engine;
        this.cluster = cluster;
    }

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opening {
        Connection open() throws SQLException;
    }

    /**
     * Copies.
     *
     * @param source the primary
     * @param target the new standby
     * @param logEnd asked before the cut: where the changelog ends now. Whatever lies before it is in the cut
     * @param position the position at a log offset, without a set yet: which epoch and connector
     * @param progress one line for each table
     * @return the cut
     * @throws SeedRefused where the target holds data, or the source holds what is not carried
     * @throws SQLException also where definitions changed meanwhile: it may be tried again
     */
    public TransactionSet copy(
            Opening source,
            Opening target,
            LongSupplier logEnd,
            LongFunction<Position> position,
            Consumer<String> progress)
            throws SQLException {
        try (Connection lock = source.open();
                Connection from = source.open();
                Connection to = target.open()) {
            List<String> uncopied = Catalog.uncopied(from);
            if (!uncopied.isEmpty()) {
                throw new SeedRefused("the primary holds what is not carried: " + uncopied);
            }
            prepare(to);
            Position at = position.apply(logEnd.getAsLong());
            String before = Definitions.of(lock, engine);
            TransactionSet cut = cut(lock, from);
            List<String> schemas = Catalog.schemas(from);
            for (String schema : schemas) {
                copySchema(from, to, schema, progress);
            }
            copyCanary(from, to);
            copyObjects(from, to, schemas, progress);
            if (!before.equals(Definitions.of(lock, engine))) {
                // Definitions are not part of the cut: they would be carried out a second time.
                throw new SQLException("tables or other objects of the primary were altered while they were copied");
            }
            try (Statement statement = to.createStatement()) {
                statement.execute("DELETE FROM understudy.setting WHERE name = '" + COPYING + "'");
            }
            new Position(at.epoch(), at.connector(), at.nextOffset(), cut, null)
                    .write(to, cluster, System.currentTimeMillis());
            to.commit();
            return cut;
        }
    }

    private void prepare(Connection to) throws SQLException {
        StandbySchema.ensure(engine, to);
        engine.admitReplay(to);
        List<String> present = Catalog.schemas(to);
        if (!present.isEmpty() && !isWanted(to)) {
            throw new SeedRefused("the server to be seeded holds schemas already: " + present
                    + "; drop them if they may go, or give it an empty data folder");
        }
        want(to);
        try (Statement statement = to.createStatement()) {
            // What an earlier copy left behind when it was interrupted is of another cut.
            for (String schema : present) {
                statement.execute("DROP DATABASE " + Catalog.quote(schema));
            }
            statement.execute("SET SESSION foreign_key_checks = 0");
            statement.execute("SET SESSION unique_checks = 0");
            statement.execute("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");
        }
        to.setAutoCommit(false);
    }

    /** Whether a copy to this server was begun, or ordered: what it holds may be given up then. */
    public static boolean isWanted(Connection to) throws SQLException {
        try (Statement statement = to.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT 1 FROM understudy.setting WHERE name = '" + COPYING + "'")) {
            return row.next();
        }
    }

    /** Says so, on the server itself. */
    public static void want(Connection to) throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute("REPLACE INTO understudy.setting (name, value) VALUES ('" + COPYING + "', 'begun')");
        }
    }

    private TransactionSet cut(Connection lock, Connection from) throws SQLException {
        try (Statement freeze = lock.createStatement();
                Statement snapshot = from.createStatement()) {
            freeze.execute("FLUSH TABLES WITH READ LOCK");
            try {
                snapshot.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                snapshot.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
                return engine.executed(lock);
            } finally {
                freeze.execute("UNLOCK TABLES");
            }
        }
    }

    private static void copySchema(Connection from, Connection to, String schema, Consumer<String> progress)
            throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute(Catalog.definition(from, "SHOW CREATE DATABASE " + Catalog.quote(schema)));
            statement.execute("USE " + Catalog.quote(schema));
            for (Table table : Catalog.tables(from, schema)) {
                statement.execute(Catalog.definition(from, "SHOW CREATE TABLE " + table.quoted()));
                long rows = TableCopy.copy(
                        from, to, table, done -> progress.accept(schema + "." + table.name() + ": " + done + " rows"));
                progress.accept(schema + "." + table.name() + ": " + rows + " rows, done");
            }
        }
        to.commit();
    }

    private void copyObjects(Connection from, Connection to, List<String> schemas, Consumer<String> progress)
            throws SQLException {
        for (String schema : schemas) {
            Objects.copyRoutines(from, to, schema);
        }
        Objects.copyViews(from, to, schemas);
        for (String schema : schemas) {
            Objects.copyTriggers(from, to, schema);
            Objects.copyEvents(from, to, schema);
        }
        int accounts = Accounts.copy(from, to, engine.name().equals("mariadb"));
        progress.accept(accounts + " accounts, done");
    }

    private static void copyCanary(Connection from, Connection to) throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute("DELETE FROM understudy.canary");
        }
        Table canary = new Table(
                "understudy",
                "canary",
                List.of(
                        new Catalog.Column("node", "varchar"),
                        new Catalog.Column("epoch", "bigint"),
                        new Catalog.Column("at_ms", "bigint"),
                        new Catalog.Column("seq", "bigint")));
        TableCopy.copy(from, to, canary, rows -> {});
    }
}
