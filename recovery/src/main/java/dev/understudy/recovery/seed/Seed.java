package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.StandbySchema;
import dev.understudy.recovery.seed.Catalog.Table;
import java.sql.Connection;
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
     * @throws SeedRefused where the target holds data, or the source holds what is not copied
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
                throw new SeedRefused("the primary holds what a seed does not carry yet: " + uncopied);
            }
            prepare(to);
            Position at = position.apply(logEnd.getAsLong());
            TransactionSet cut = cut(lock, from);
            for (String schema : Catalog.schemas(from)) {
                copySchema(from, to, schema, progress);
            }
            copyCanary(from, to);
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
        if (!present.isEmpty()) {
            throw new SeedRefused("the server to be seeded holds schemas already: " + present
                    + "; drop them if they may go, or give it an empty data folder");
        }
        try (Statement statement = to.createStatement()) {
            statement.execute("SET SESSION foreign_key_checks = 0");
            statement.execute("SET SESSION unique_checks = 0");
            statement.execute("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");
        }
        to.setAutoCommit(false);
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
            for (String view : Catalog.views(from, schema)) {
                statement.execute(Catalog.definition(
                        from, "SHOW CREATE VIEW " + Catalog.quote(schema) + "." + Catalog.quote(view)));
            }
        }
        to.commit();
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
