package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.replay.Definitions;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.StandbySchema;
import dev.understudy.recovery.replay.Token;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a primary to an empty server while the primary takes writes, in chunks, several side by side, and goes on with a copy that was interrupted.
 *
 * <p>Invariant: what the target holds is at every commit the source's state at one cut, less the {@linkplain dev.understudy.recovery.gaps.Gaps gaps}.
 * Where a new cut is needed, the log first brings what is there to that cut; then the gaps are filled from it. When there are none left, the target
 * is a true prefix; before that it is no standby, whatever happens. See docs/adr/0009.
 */
public final class Seed {

    private static final Logger LOG = LoggerFactory.getLogger(Seed.class);

    /** The setting that stands while a copy is under way. */
    private static final String COPYING = "seed";

    /** What it says while nothing that the target holds counts. */
    private static final String BEGUN = "begun";

    /** What it says when there is a cut, and a list of gaps. */
    private static final String CUT = "cut";

    /** What it says when there is a list of gaps because some tables of a standby are to be copied anew. */
    private static final String TABLES = "tables";

    private static final int ATTEMPTS = 10;

    private final Ground ground;
    private final Ends ends;
    private final SeedProgress progress;

    /**
     * What a copy rests on.
     *
     * @param node the target's name
     * @param kafka a client's properties
     * @param token who copies: a newer owner of the target stops it
     * @param sessions how many chunks are copied side by side, at least 1
     * @param cutSeconds after how long a newer cut is taken, so that the source need not keep older and older rows
     */
    public record Ground(
            Engine engine,
            String cluster,
            String node,
            Map<String, Object> kafka,
            Token token,
            int sessions,
            long cutSeconds) {}

    /**
     * Both ends.
     *
     * @param source the primary
     * @param target the new standby
     * @param replay the new standby, over a connection that takes several statements in one text
     */
    public record Ends(Opening source, Opening target, Opening replay) {}

    /**
     * Where in the changelog a copy begins.
     *
     * @param logEnd asked before the cut: where the changelog ends now. Whatever lies before it is in the cut
     * @param position the position at a log offset, without a set yet: which epoch and connector
     */
    public record Start(LongSupplier logEnd, LongFunction<Position> position) {}

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opening {
        Connection open() throws SQLException;
    }

    public Seed(Ground ground, Ends ends, SeedProgress progress) {
        this.ground = ground;
        this.ends = ends;
        this.progress = progress;
    }

    /**
     * Copies, or goes on with it; returns when the target holds everything.
     *
     * @return the last cut
     * @throws SeedRefused where the target holds data, or the source holds what is not carried
     * @throws SQLException it may be tried again, and goes on where it was interrupted
     */
    public TransactionSet copy(Start start) throws SQLException {
        try (Connection from = ends.source().open();
                Connection to = TargetSession.open(ends.target(), ground)) {
            List<String> uncopied = Catalog.uncopied(from);
            if (!uncopied.isEmpty()) {
                throw new SeedRefused("the primary holds what is not carried: " + uncopied);
            }
            // First of all: a MySQL that has just started lets nobody write.
            ground.engine().admitReplay(to);
            StandbySchema.ensure(ground.engine(), to);
            ground.engine().setDurability(to, false);
            while (true) {
                try {
                    return new CopyRun(ground, ends, progress)
                            .run(from, to, isUnderWay(to) ? null : begin(from, to, start));
                } catch (CatchUp.Hopeless e) {
                    if (setting(to).equals(TABLES)) {
                        throw new SeedRefused("tables cannot be copied by themselves: " + e.getMessage()
                                + "; understudy reseed without --table copies all of it");
                    }
                    LOG.warn("the copy to {} begins anew: {}", ground.node(), e.getMessage());
                    to.setAutoCommit(true);
                    want(to);
                }
            }
        }
    }

    /** Makes everything but rows, and cuts behind it; nothing may have been defined between. */
    private Snapshot begin(Connection from, Connection to, Start start) throws SQLException {
        List<String> present = Catalog.schemas(to);
        if (!present.isEmpty() && !isWanted(to)) {
            throw new SeedRefused("the server to be seeded holds schemas already: " + present
                    + "; drop them if they may go, or give it an empty data folder");
        }
        want(to);
        Skeleton skeleton = new Skeleton(ground.engine());
        for (int attempt = 1; ; attempt++) {
            progress.phase("making tables and other objects");
            skeleton.clear(to, ground.cluster());
            String before = Definitions.of(from, ground.engine());
            skeleton.make(from, to);
            Position at = start.position().apply(start.logEnd().getAsLong());
            Snapshot snapshot = Snapshot.open(ends.source(), ground.engine(), ground.sessions());
            try {
                if (before.equals(Definitions.of(from, ground.engine()))) {
                    cut(from, to, snapshot, at);
                    return snapshot;
                }
            } catch (SQLException | RuntimeException e) {
                snapshot.close();
                throw e;
            }
            snapshot.close();
            if (attempt == ATTEMPTS) {
                throw new SQLException("the primary's tables or other objects are altered all the time");
            }
        }
    }

    private void cut(Connection from, Connection to, Snapshot snapshot, Position at) throws SQLException {
        progress.phase("copying accounts");
        Accounts.copy(from, to, ground.engine().name().equals("mariadb"));
        List<Gap> gaps = new Planning(ground.engine(), ground.sessions())
                .gaps(from, snapshot.sessions().get(0), to);
        to.setAutoCommit(false);
        StoredGaps.add(to, gaps);
        set(to, CUT);
        new Position(at.epoch(), at.connector(), at.nextOffset(), snapshot.cut(), null)
                .write(to, ground.cluster(), System.currentTimeMillis());
        to.commit();
    }

    /** Whether a copy to this server was begun, or ordered: what it holds may be given up then. */
    public static boolean isWanted(Connection to) throws SQLException {
        return !setting(to).isEmpty();
    }

    private static boolean isUnderWay(Connection to) throws SQLException {
        return List.of(CUT, TABLES).contains(setting(to));
    }

    /** Whether a copy of all that there is was begun, or ordered. */
    static boolean isOfAll(Connection to) throws SQLException {
        return List.of(BEGUN, CUT).contains(setting(to));
    }

    /** Says that there are gaps, on the server itself; the rest of what it holds counts. */
    static void wantTables(Connection to) throws SQLException {
        set(to, TABLES);
    }

    private static String setting(Connection to) throws SQLException {
        try (Statement statement = to.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT value FROM understudy.setting WHERE name = '" + COPYING + "'")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** Says so, on the server itself; what it holds does not count any more. */
    public static void want(Connection to) throws SQLException {
        set(to, BEGUN);
    }

    private static void set(Connection to, String value) throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute(
                    "REPLACE INTO understudy.setting (name, value) VALUES ('" + COPYING + "', '" + value + "')");
        }
    }

    /** The target is a standby. */
    static void done(Connection to) throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute("DELETE FROM understudy.setting WHERE name = '" + COPYING + "'");
        }
    }
}
