package dev.understudy.recovery.seed;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.KeySpan;
import dev.understudy.recovery.replay.Ownership;
import dev.understudy.recovery.seed.Catalog.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** Fills gaps, one after the other, each chunk with its rows and the narrower gap in one transaction. One thread. */
final class Copier implements Callable<Copier.Result> {

    /** How it came to its end. */
    enum Result {
        /** No gap is left to fill. */
        FILLED,
        /** The rest has to be read at another cut: a table was altered, or this cut has become old. */
        NEW_CUT
    }

    /**
     * What copiers of one cut share.
     *
     * @param definitions the tables as they were at the cut
     * @param over whether the cut is not to be used any longer
     */
    record Work(
            Seed.Ground ground,
            Queue<Gap> gaps,
            Map<TableName, String> definitions,
            SeedProgress progress,
            BooleanSupplier over) {}

    private final Work work;
    private final Connection source;
    private final Seed.Opening target;

    /**
     * @param source a session in the snapshot
     */
    Copier(Work work, Connection source, Seed.Opening target) {
        this.work = work;
        this.source = source;
        this.target = target;
    }

    /** The table is not as it was at the cut. */
    private static final class Altered extends SQLException {
        private static final long serialVersionUID = 1L;

        Altered(TableName table) {
            super(table + " was altered while it was copied");
        }
    }

    @Override
    public Result call() throws SQLException {
        try (Connection to = TargetSession.open(target, work.ground())) {
            to.setAutoCommit(false);
            for (Gap gap = work.gaps().poll(); gap != null; gap = work.gaps().poll()) {
                if (!fill(to, gap)) {
                    return Result.NEW_CUT;
                }
            }
            return Result.FILLED;
        } catch (SQLException e) {
            if (e instanceof Altered || Catalog.isAltered(e)) {
                return Result.NEW_CUT;
            }
            throw e;
        }
    }

    private boolean fill(Connection to, Gap gap) throws SQLException {
        Table table = Catalog.table(source, gap.table());
        if (table.columns().isEmpty()) {
            throw new Altered(gap.table());
        }
        KeySpan left = gap.span();
        ChunkRows size = ChunkRows.FIRST;
        while (!work.over().getAsBoolean()) {
            // A savepoint, so that a statement that alters the table waits for a chunk and no longer.
            onSource("SAVEPOINT chunk");
            Optional<BigInteger> end = gap.key().isEmpty()
                    ? Optional.empty()
                    : SourceTable.boundary(source, gap, gap.key().get(), left, size.rows());
            TableCopy.Copied copied = chunk(to, table, gap, left, end);
            onSource("ROLLBACK TO SAVEPOINT chunk");
            if (end.isEmpty()) {
                return true;
            }
            left = left.behind(end.get());
            size = size.after(copied.rows(), copied.bytes());
        }
        return false;
    }

    private TableCopy.Copied chunk(Connection to, Table table, Gap gap, KeySpan left, Optional<BigInteger> end)
            throws SQLException {
        Ownership.hold(to, work.ground().cluster(), work.ground().token());
        KeySpan span = end.map(left::upTo).orElse(left);
        boolean inOne = gap.key().isPresent();
        TableCopy.Copied copied =
                TableCopy.copy(source, to, table, SourceTable.where(gap.key(), span), (rows, bytes) -> {
                    if (!inOne) {
                        // Counted as there only when all of it is: what an interruption leaves is removed.
                        to.commit();
                        Ownership.hold(
                                to, work.ground().cluster(), work.ground().token());
                    }
                    work.progress().carried(rows, bytes);
                });
        String now = SourceTable.definition(source, gap.table());
        if (!now.equals(work.definitions().get(gap.table()))) {
            to.rollback();
            throw new Altered(gap.table());
        }
        if (end.isPresent()) {
            StoredGaps.narrow(to, gap, end.get());
        } else {
            StoredGaps.close(to, gap);
        }
        to.commit();
        if (end.isEmpty()) {
            work.progress().filled();
        }
        return copied;
    }

    private void onSource(String sql) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(sql);
        }
    }
}
