package dev.understudy.recovery.seed;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.Gaps;
import dev.understudy.recovery.replay.Definitions;
import dev.understudy.recovery.seed.Catalog.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From one cut to the next until no gap is left. One thread, which has others copy. */
final class CopyRun {

    private static final Logger LOG = LoggerFactory.getLogger(CopyRun.class);
    private static final long TOLD_SECONDS = 10;

    private final Seed.Ground ground;
    private final Seed.Ends ends;
    private final SeedProgress progress;

    CopyRun(Seed.Ground ground, Seed.Ends ends, SeedProgress progress) {
        this.ground = ground;
        this.ends = ends;
        this.progress = progress;
    }

    /**
     * @param first a snapshot at the cut at which the target stands; null where there is none any more
     * @return the last cut
     */
    TransactionSet run(Connection from, Connection to, @Nullable Snapshot first) throws SQLException, CatchUp.Hopeless {
        to.setAutoCommit(false);
        WholeGaps whole = new WholeGaps(ground.engine(), ground.sessions());
        @Nullable Snapshot given = first;
        while (true) {
            boolean fresh = given != null;
            try (Snapshot snapshot = given == null ? next(from, to) : given) {
                given = null;
                if ((fresh || whole.settle(from, snapshot, to)) && fill(from, to, snapshot)) {
                    setCounters(from, to);
                    Seed.done(to);
                    to.commit();
                    LOG.info("seeding {}: {}", ground.node(), progress.now().line());
                    return snapshot.cut();
                }
            }
        }
    }

    /** Twice: the first time without a snapshot that the source would have to keep meanwhile. */
    private Snapshot next(Connection from, Connection to) throws SQLException, CatchUp.Hopeless {
        LOG.info("the copy to {} goes on where it was", ground.node());
        CatchUp catchUp = new CatchUp(ground, ends);
        catchUp.tidy(to);
        catchUp.to(ground.engine().executed(from), progress::phase);
        Snapshot snapshot = Snapshot.open(ends.source(), ground.engine(), ground.sessions());
        try {
            catchUp.to(snapshot.cut(), progress::phase);
            return snapshot;
        } catch (SQLException | RuntimeException | CatchUp.Hopeless e) {
            snapshot.close();
            throw e;
        }
    }

    /**
     * @return whether no gap is left
     */
    private boolean fill(Connection from, Connection to, Snapshot snapshot) throws SQLException {
        Gaps gaps = StoredGaps.read(to);
        to.commit();
        Map<TableName, String> definitions = new HashMap<>();
        Map<Gap, Long> estimates = new HashMap<>();
        for (TableName table : gaps.tables()) {
            definitions.put(table, SourceTable.definition(from, table));
            for (Gap gap : gaps.of(table)) {
                estimates.put(gap, SourceTable.estimate(from, gap));
            }
        }
        if (!snapshot.definitions().equals(Definitions.of(from, ground.engine()))) {
            // Perhaps these are not the definitions at the cut.
            return false;
        }
        long missing = estimates.values().stream().mapToLong(Long::longValue).sum();
        long all = Math.max(missing, allRows(from));
        progress.copying(
                Math.max(0, all - missing - progress.copied()),
                all,
                gaps.tables().size());
        List<Gap> order = new ArrayList<>(estimates.keySet());
        order.sort(Comparator.comparing(estimates::get).reversed());
        Queue<Gap> queue = new ConcurrentLinkedQueue<>(order);
        AtomicBoolean stop = new AtomicBoolean();
        Copier.Work work = new Copier.Work(
                ground, queue, definitions, progress, () -> stop.get() || snapshot.ageSeconds() > ground.cutSeconds());
        return carryOut(work, snapshot, stop) && StoredGaps.read(to).isEmpty();
    }

    private boolean carryOut(Copier.Work work, Snapshot snapshot, AtomicBoolean stop) throws SQLException {
        ExecutorService copiers = Executors.newFixedThreadPool(ground.sessions());
        try {
            List<Future<Copier.Result>> results = new ArrayList<>();
            for (Connection session : snapshot.sessions()) {
                results.add(copiers.submit(() -> {
                    boolean filled = false;
                    try {
                        Copier.Result result = new Copier(work, session, ends.target()).call();
                        filled = result == Copier.Result.FILLED;
                        return result;
                    } finally {
                        // What one cannot go on with ends the cut for all.
                        stop.compareAndSet(false, !filled);
                    }
                }));
            }
            return await(results);
        } finally {
            stop.set(true);
            copiers.shutdownNow();
        }
    }

    /** All of them, also where one has failed: nobody writes any more when this returns. */
    private boolean await(List<Future<Copier.Result>> results) throws SQLException {
        boolean filled = true;
        @Nullable Throwable failure = null;
        for (Future<Copier.Result> each : results) {
            try {
                filled &= result(each) == Copier.Result.FILLED;
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            }
        }
        if (failure instanceof SQLException cause) {
            throw cause;
        }
        if (failure != null) {
            throw new CompletionException(failure);
        }
        return filled;
    }

    private Copier.Result result(Future<Copier.Result> result) throws SQLException, ExecutionException {
        while (true) {
            try {
                return result.get(TOLD_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                LOG.info("seeding {}: {}", ground.node(), progress.now().line());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted", e);
            }
        }
    }

    private static long allRows(Connection from) throws SQLException {
        try (Statement statement = from.createStatement();
                var row = statement.executeQuery("SELECT COALESCE(SUM(table_rows), 0) FROM information_schema.tables"
                        + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('mysql', 'sys',"
                        + " 'information_schema', 'performance_schema')")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Rows that came and went before the cut have moved the source's counters, and no row shows it. */
    private static void setCounters(Connection from, Connection to) throws SQLException {
        for (String schema : Catalog.schemas(from)) {
            for (Table table : Catalog.tables(from, schema)) {
                TableName name = SourceTable.name(table);
                Optional<BigInteger> there = SourceTable.counter(from, name);
                Optional<BigInteger> here = SourceTable.counter(to, name);
                boolean isThere = !SourceTable.definition(to, name).isEmpty();
                if (isThere && there.isPresent() && there.get().compareTo(here.orElse(BigInteger.ZERO)) > 0) {
                    try (Statement statement = to.createStatement()) {
                        statement.execute("ALTER TABLE " + name.quoted() + " AUTO_INCREMENT = " + there.get());
                    }
                }
            }
        }
    }
}
