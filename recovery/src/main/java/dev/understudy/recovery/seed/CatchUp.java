package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.Gaps;
import dev.understudy.recovery.replay.ChangelogReplay;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.replay.Target;
import dev.understudy.recovery.replay.TiedTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings a copy with gaps from the cut at which it was interrupted to a newer one: what of the log concerns the rows that it holds is applied to it.
 * Then it is a part of one state of the source again, and the gaps can be filled from that.
 */
final class CatchUp {

    private static final int LANES = 4;
    private static final long LOOK_MILLIS = 20;

    private final Seed.Ground ground;
    private final Seed.Ends ends;

    CatchUp(Seed.Ground ground, Seed.Ends ends) {
        this.ground = ground;
        this.ends = ends;
    }

    /** The copy cannot be gone on with, and has to begin anew. */
    static final class Hopeless extends Exception {
        private static final long serialVersionUID = 1L;

        Hopeless(String reason) {
            super(reason);
        }
    }

    /** Removes what belongs to no state of the source: rows of tables that come in one piece and did not come to their end. */
    void tidy(Connection to) throws SQLException, Hopeless {
        Engine engine = ground.engine();
        Gaps gaps = StoredGaps.read(to);
        Set<TableName> tied = TiedTables.of(to, engine);
        if (gaps.tables().stream().anyMatch(tied::contains)) {
            // Rows that the server itself changes when others change: they are there together, or not at all.
            for (TableName table : tied) {
                StoredGaps.open(to, table, TableNumbers.read(to, engine).of(table));
            }
            to.commit();
            gaps = StoredGaps.read(to);
        }
        for (TableName table : gaps.tables()) {
            boolean whole = gaps.of(table).stream().anyMatch(Gap::isWhole);
            if (whole && hasRows(to, table)) {
                if (isInTheMiddle(to)) {
                    throw new Hopeless("it was interrupted in the middle of a statement of the log");
                }
                PartialScope.truncate(to, table);
                StoredGaps.renumber(to, table, TableNumbers.read(to, engine).of(table));
            }
        }
        to.commit();
    }

    /** Whether a table that is emptied now would be taken for the statement's work. */
    private boolean isInTheMiddle(Connection to) throws SQLException {
        return Position.read(to, ground.engine(), ground.cluster())
                .filter(at -> at.intent() != null)
                .isPresent();
    }

    private static boolean hasRows(Connection to, TableName table) throws SQLException {
        try (Statement statement = to.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 FROM " + table.quoted() + " LIMIT 1")) {
            return row.next();
        } catch (SQLException e) {
            if (Catalog.isUnknown(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Applies what lies before the cut; the position is the cut then.
     *
     * @param told how far it is
     * @throws Hopeless where it cannot be done
     */
    void to(TransactionSet cut, Consumer<String> told) throws SQLException, Hopeless {
        try (Connection own = TargetSession.open(ends.target(), ground)) {
            PartialScope scope = new PartialScope(own, ground.engine(), cut);
            Target target = new Target(
                    ground.kafka(),
                    ground.cluster(),
                    ground.engine(),
                    ground.node(),
                    ends.replay()::open,
                    ground.token(),
                    LANES,
                    scope);
            try (Replay replay = new ChangelogReplay(target).start()) {
                await(replay, told);
            }
            settle(own, cut);
        }
    }

    private void await(Replay replay, Consumer<String> told) throws SQLException, Hopeless {
        while (true) {
            Replay.Progress now = replay.progress();
            switch (now.state()) {
                case STOPPED -> {
                    return;
                }
                case HALTED -> throw new Hopeless(now.reason());
                case FENCED -> throw new SQLException(now.reason());
                case STARTING, FOLLOWING ->
                    told.accept(("catching up with the log " + now.applied().text()).strip());
                default -> throw new IllegalStateException(now.toString());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted", e);
            }
        }
    }

    /** What the source executed and no log shows, such as a statement that leaves no trace, is in the cut too. */
    private void settle(Connection own, TransactionSet cut) throws SQLException, Hopeless {
        own.setAutoCommit(false);
        Position at = Position.read(own, ground.engine(), ground.cluster())
                .orElseThrow(() -> new Hopeless("its position is gone"));
        if (!cut.containsAll(at.applied())) {
            throw new Hopeless("it holds what the primary does not: "
                    + at.applied().minus(cut).text());
        }
        new Position(at.epoch(), at.connector(), at.nextOffset(), cut, null)
                .write(own, ground.cluster(), System.currentTimeMillis());
        own.commit();
    }
}
