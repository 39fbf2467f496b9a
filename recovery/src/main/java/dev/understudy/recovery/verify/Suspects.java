package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.Reading.Row;
import dev.understudy.recovery.verify.StandbySession.Seen;
import dev.understudy.recovery.verify.digest.DigestSql;
import dev.understudy.recovery.verify.digest.KeyShape;
import dev.understudy.recovery.verify.digest.KeyValue;
import dev.understudy.recovery.verify.digest.Rows;
import dev.understudy.recovery.verify.digest.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table that were not alike when the standby and then the primary were read. Most are on their way: they are read
 * again. What stays is judged while the primary's row is locked, at a common cut, and then it is certain. One thread.
 */
final class Suspects {

    private static final long[] PAUSES = {0, 30, 100};
    private static final int MANY = 2_000;
    private static final int LOCK_ATTEMPTS = 5;
    private static final int BATCH = 50;

    /** Somebody else has the row; MariaDB, MySQL, and a deadlock, of which this may be the victim. */
    private static final Set<Integer> BUSY = Set.of(1205, 3572, 1213);

    private final TableShape table;
    private final DigestSql sql;
    private final KeyShape key;
    private final String locking;
    private final Sessions sessions;
    private final Findings findings;
    private final Set<KeyValue> waiting = new LinkedHashSet<>();
    private final Set<KeyValue> told = new HashSet<>();

    Suspects(TableShape table, DigestSql sql, Sessions sessions, Findings findings) {
        this.table = table;
        this.sql = sql;
        this.key = table.key().orElseThrow();
        this.locking = sessions.subject().engine().lockSharedOrFail();
        this.sessions = sessions;
        this.findings = findings;
    }

    /** Rows to be looked at; not at once, since most of them settle by themselves while the walk goes on. */
    void add(Set<KeyValue> differing) throws SQLException, InterruptedException {
        waiting.addAll(differing);
        if (waiting.size() >= MANY) {
            settle();
        }
    }

    /** Decides all that wait. */
    void settle() throws SQLException, InterruptedException {
        List<KeyValue> left = List.copyOf(waiting);
        waiting.clear();
        for (long pause : PAUSES) {
            if (left.isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            if (!sessions.cut().approached()) {
                findings.undecided(
                        table.name().toString(), "", left.size() + " rows may differ, and " + CommonCut.NOT_REACHED);
                return;
            }
            List<KeyValue> still = new ArrayList<>();
            for (List<KeyValue> batch : batches(left)) {
                still.addAll(readAgain(batch));
            }
            left = still;
        }
        for (List<KeyValue> batch : batches(left)) {
            judge(batch);
        }
    }

    /** The standby first, as always: a row that is alike now needs no more. */
    private Set<KeyValue> readAgain(List<KeyValue> keys) throws SQLException, InterruptedException {
        String query = sql.rows(keys);
        Seen<Map<KeyValue, String>> here = sessions.standby()
                .inSnapshot(connection ->
                        Reading.rows(connection, query, key.columns().size(), "none here"));
        sessions.primary().awaitHolds(here.applied());
        Map<KeyValue, String> there =
                Reading.rows(sessions.primary().reading(), query, key.columns().size(), "none there");
        return Rows.differing(here.value(), there);
    }

    /** Rows that nobody lets us lock are tried again by themselves, for a while. */
    private void judge(List<KeyValue> keys) throws SQLException, InterruptedException {
        List<KeyValue> left = keys;
        for (int attempt = 0; attempt < LOCK_ATTEMPTS && !left.isEmpty(); attempt++) {
            if (attempt > 0) {
                TimeUnit.MILLISECONDS.sleep(20L << attempt);
            }
            if (!sessions.cut().approached()) {
                findings.undecided(
                        table.name().toString(), "", left.size() + " rows may differ, and " + CommonCut.NOT_REACHED);
                return;
            }
            List<KeyValue> busy = new ArrayList<>();
            Connection connection = sessions.primary().locking();
            try {
                Map<KeyValue, Optional<Row>> locked = lock(connection, left, busy);
                if (!locked.isEmpty()) {
                    compareAtCut(locked);
                }
            } finally {
                connection.rollback();
            }
            left = busy;
        }
        undecided(left, "the row stayed locked by others on the primary");
    }

    private void undecided(Collection<KeyValue> keys, String why) {
        keys.forEach(each -> findings.undecided(table.name().toString(), key.shown(each), why));
    }

    /**
     * Locks and reads what can be locked without waiting. After a refusal from the beginning: a server may have released what was
     * locked before it.
     */
    private Map<KeyValue, Optional<Row>> lock(Connection connection, List<KeyValue> keys, List<KeyValue> busy)
            throws SQLException {
        List<KeyValue> wanted = new ArrayList<>(keys);
        while (true) {
            Map<KeyValue, Optional<Row>> locked = new LinkedHashMap<>();
            @Nullable KeyValue refused = null;
            for (KeyValue each : wanted) {
                try {
                    locked.put(each, row(connection, each, locking));
                } catch (SQLException e) {
                    if (!BUSY.contains(e.getErrorCode())) {
                        throw e;
                    }
                    refused = each;
                    break;
                }
            }
            if (refused == null) {
                return locked;
            }
            connection.rollback();
            wanted.remove(refused);
            busy.add(refused);
        }
    }

    private void compareAtCut(Map<KeyValue, Optional<Row>> locked) throws SQLException, InterruptedException {
        if (!sessions.cut().reached()) {
            undecided(locked.keySet(), CommonCut.NOT_REACHED);
            return;
        }
        for (Map.Entry<KeyValue, Optional<Row>> each : locked.entrySet()) {
            Optional<Row> here = sessions.standby()
                    .inSnapshot(connection -> row(connection, each.getKey(), ""))
                    .value();
            tell(each.getKey(), each.getValue(), here);
        }
    }

    private Optional<Row> row(Connection connection, KeyValue value, String lock) throws SQLException {
        return Reading.row(connection, sql.row(value) + lock, key.columns().size());
    }

    private void tell(KeyValue asked, Optional<Row> there, Optional<Row> here) {
        // Two keys that a collation calls one lead to the same row: it is told once.
        KeyValue named = there.or(() -> here).map(Row::key).orElse(asked);
        if (!told.add(named)) {
            return;
        }
        if (!there.map(Row::isWhole).orElse(true) || !here.map(Row::isWhole).orElse(true)) {
            findings.undecided(table.name().toString(), key.shown(named), Sessions.UNHASHED);
            return;
        }
        String wrong = Rows.wrong(
                table.columns(),
                there.map(Suspects::values).orElse(null),
                here.map(Suspects::values).orElse(null));
        if (!wrong.isEmpty()) {
            findings.difference(table.name().toString(), key.shown(named), wrong);
        }
    }

    private static List<String> values(Row row) {
        return row.values().stream().map(String::valueOf).toList();
    }

    private static List<List<KeyValue>> batches(Collection<KeyValue> keys) {
        List<KeyValue> all = List.copyOf(keys);
        List<List<KeyValue>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }
}
