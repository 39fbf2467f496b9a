package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.StandbySession.Seen;
import dev.understudy.recovery.verify.digest.ChunkSize;
import dev.understudy.recovery.verify.digest.Digest;
import dev.understudy.recovery.verify.digest.DigestSql;
import dev.understudy.recovery.verify.digest.KeyRange;
import dev.understudy.recovery.verify.digest.KeyValue;
import dev.understudy.recovery.verify.digest.Rows;
import dev.understudy.recovery.verify.digest.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Walks one table by its key, chunk by chunk. One thread. */
final class TableWalk {

    /** A chunk that differs is looked at in parts of so many of the primary's rows: there may be far more than on the standby. */
    private static final int PART = 5_000;

    /** A table with so many differences is different enough. */
    private static final long ENOUGH = 1_000;

    private final TableShape table;
    private final String name;
    private final DigestSql sql;
    private final int parts;
    private final Sessions sessions;
    private final Findings findings;
    private final Meter meter;
    private final Suspects suspects;

    TableWalk(TableShape table, Sessions sessions, Findings findings, Meter meter) {
        this.table = table;
        this.name = table.name().toString();
        this.sql = new DigestSql(table);
        this.parts = table.key().orElseThrow().columns().size();
        this.sessions = sessions;
        this.findings = findings;
        this.meter = meter;
        this.suspects = new Suspects(table, sql, sessions, findings);
    }

    /** A chunk of the standby: where it ends, and what it comes to. */
    private record Chunk(Optional<KeyValue> end, Digest digest) {}

    /**
     * @return how many rows the primary has
     */
    long walk() throws SQLException, InterruptedException {
        long rows = 0;
        long chunks = 0;
        ChunkSize size = ChunkSize.FIRST;
        Optional<KeyRange> rest = Optional.of(KeyRange.ALL);
        while (rest.isPresent()) {
            KeyRange from = rest.get();
            int wanted = size.rows();
            long start = System.nanoTime();
            Seen<Chunk> here = sessions.standby().inSnapshot(connection -> chunk(connection, from, wanted));
            size = size.after(System.nanoTime() - start);
            KeyRange range = from.endingAt(here.value().end().orElse(null));
            // From here on the primary is read: what the standby lacks by now cannot look as if it were there.
            sessions.primary().awaitHolds(here.applied());
            Digest there = Reading.digest(sessions.primary().reading(), sql.digest(range));
            findings.readAt(here.applied());
            rows += there.rows();
            meter.read(name, ++chunks, there.rows());
            if (!there.isWhole() || !here.value().digest().isWhole()) {
                findings.undecided(name, "", Sessions.UNHASHED);
                return rows;
            }
            if (!there.equals(here.value().digest())) {
                suspect(range);
            }
            if (findings.differencesIn(name) >= ENOUGH) {
                findings.undecided(name, "", "not compared to its end: it differs in so many rows already");
                return rows;
            }
            rest = here.value().end().map(from::behind);
        }
        suspects.settle();
        return rows;
    }

    private Chunk chunk(Connection connection, KeyRange from, int rows) throws SQLException {
        Optional<KeyValue> end = Reading.key(connection, sql.boundary(from, rows), parts);
        return new Chunk(end, Reading.digest(connection, sql.digest(from.endingAt(end.orElse(null)))));
    }

    private void suspect(KeyRange whole) throws SQLException, InterruptedException {
        Optional<KeyRange> rest = Optional.of(whole);
        while (rest.isPresent() && findings.differencesIn(name) < ENOUGH) {
            KeyRange from = rest.get();
            Optional<KeyValue> end = Reading.key(sessions.primary().reading(), sql.boundary(from, PART), parts);
            String query = sql.rows(from.endingAt(end.orElse(null)));
            Seen<Map<KeyValue, String>> here =
                    sessions.standby().inSnapshot(connection -> Reading.rows(connection, query, parts, "none here"));
            sessions.primary().awaitHolds(here.applied());
            Map<KeyValue, String> there = Reading.rows(sessions.primary().reading(), query, parts, "none there");
            suspects.add(Rows.differing(here.value(), there));
            rest = end.map(from::behind);
        }
    }
}
