package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.replay.StoredTriggers;
import dev.understudy.recovery.seed.Catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Everything of the source but rows and accounts: schemas, empty tables, routines, views, triggers (which are kept back), events. Made before the
 * cut; whatever is defined after the cut comes through the log.
 */
final class Skeleton {

    private final Engine engine;

    Skeleton(Engine engine) {
        this.engine = engine;
    }

    /** Drops what an interrupted copy left, and begins the list of gaps anew. */
    void clear(Connection to, String cluster) throws SQLException {
        try (Statement statement = to.createStatement()) {
            for (String schema : Catalog.schemas(to)) {
                statement.execute("DROP DATABASE " + Catalog.quote(schema));
            }
            statement.execute("DELETE FROM understudy.stored_trigger");
            statement.execute("DELETE FROM understudy.canary");
            statement.execute("DELETE FROM understudy.position WHERE cluster = " + Catalog.literal(cluster));
        }
        StoredGaps.clear(to);
    }

    /**
     * Makes all of it.
     *
     * @param to in autocommit mode
     */
    void make(Connection from, Connection to) throws SQLException {
        List<String> schemas = Catalog.schemas(from);
        try (Statement statement = to.createStatement()) {
            for (String schema : schemas) {
                statement.execute(Catalog.definition(from, "SHOW CREATE DATABASE " + Catalog.quote(schema)));
                statement.execute("USE " + Catalog.quote(schema));
                for (Table table : Catalog.tables(from, schema)) {
                    statement.execute(Catalog.definition(from, "SHOW CREATE TABLE " + table.quoted()));
                }
            }
        }
        for (String schema : schemas) {
            Objects.copyRoutines(from, to, schema);
        }
        Objects.copyViews(from, to, schemas);
        for (String schema : schemas) {
            Objects.copyTriggers(from, to, schema);
            Objects.copyEvents(from, to, schema);
        }
        to.setAutoCommit(false);
        new StoredTriggers(to).absorb();
        to.setAutoCommit(true);
        TargetSession.prepare(to, engine);
    }
}
