package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.StandbySession.Seen;
import dev.understudy.recovery.verify.digest.Digest;
import dev.understudy.recovery.verify.digest.DigestSql;
import dev.understudy.recovery.verify.digest.Rows;
import dev.understudy.recovery.verify.digest.TableShape;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A table whose rows cannot be named: it is compared as a bag, in one piece. Where the bags differ, the primary's is read before
 * and after a common cut: a table that was at rest meanwhile is on the standby as it is there, or wrong. One thread.
 */
final class KeylessTable {

    private static final int ATTEMPTS = 4;

    /** A table that goes to and fro could be met once in another state; not so often, and in the same one. */
    private static final int AGREEING = 3;

    private static final int CUTS = 10;
    private static final int BUCKETS = 20;
    private static final int NAMED = 20;

    private final TableShape table;
    private final String name;
    private final DigestSql sql;
    private final Sessions sessions;
    private final Findings findings;
    private final Meter meter;

    KeylessTable(TableShape table, Sessions sessions, Findings findings, Meter meter) {
        this.table = table;
        this.name = table.name().toString();
        this.sql = new DigestSql(table);
        this.sessions = sessions;
        this.findings = findings;
        this.meter = meter;
    }

    /** Both sides at one time. */
    private record Both(Digest here, Digest there) {
        boolean alike() {
            return here.equals(there);
        }
    }

    /**
     * @return how many rows the primary has
     */
    long compare() throws SQLException, InterruptedException {
        long rows = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TimeUnit.MILLISECONDS.sleep(50L * attempt);
            if (attempt > 0 && !sessions.cut().approached()) {
                break;
            }
            Seen<Digest> here = sessions.standby().inSnapshot(connection -> Reading.digest(connection, sql.digest()));
            sessions.primary().awaitHolds(here.applied());
            Digest there = Reading.digest(sessions.primary().reading(), sql.digest());
            rows = there.rows();
            meter.read(name, attempt + 1L, there.rows());
            if (!there.isWhole() || !here.value().isWhole()) {
                findings.undecided(name, "", Sessions.UNHASHED);
                return rows;
            }
            if (there.equals(here.value())) {
                findings.readAt(here.applied());
                return rows;
            }
        }
        judge();
        return rows;
    }

    private void judge() throws SQLException, InterruptedException {
        Optional<Both> last = Optional.empty();
        int agreeing = 0;
        for (int attempt = 0; attempt < CUTS; attempt++) {
            Digest before = Reading.digest(sessions.primary().reading(), sql.digest());
            if (!sessions.cut().reached()) {
                findings.undecided(name, "", CommonCut.NOT_REACHED);
                return;
            }
            Seen<Digest> here = sessions.standby().inSnapshot(connection -> Reading.digest(connection, sql.digest()));
            Digest after = Reading.digest(sessions.primary().reading(), sql.digest());
            Both both = new Both(here.value(), after);
            if (!before.equals(after)) {
                agreeing = 0;
                continue;
            }
            if (both.alike()) {
                findings.readAt(here.applied());
                return;
            }
            agreeing = last.filter(both::equals).isPresent() ? agreeing + 1 : 1;
            last = Optional.of(both);
            if (agreeing == AGREEING) {
                name(both);
                return;
            }
        }
        findings.undecided(
                name, "", "it has no key and is never at rest on the primary: compare it when it is quieter");
    }

    /** Which rows there are more of on one side: those that begin alike are compared first, so that few are fetched. */
    private void name(Both both) throws SQLException {
        Map<String, String> here = sessions.standby()
                .inSnapshot(connection -> Reading.buckets(connection, sql.buckets()))
                .value();
        Map<String, String> there = Reading.buckets(sessions.primary().reading(), sql.buckets());
        TreeSet<String> differing = new TreeSet<>(here.keySet());
        differing.addAll(there.keySet());
        differing.removeIf(bucket -> String.valueOf(here.get(bucket)).equals(String.valueOf(there.get(bucket))));
        List<String> fetched = differing.stream().limit(BUCKETS).toList();
        if (fetched.isEmpty()) {
            findings.difference(name, "", rowsOf(both));
            return;
        }
        Map<String, String> previews = new HashMap<>();
        Map<String, Long> surplus = Rows.surplus(
                sessions.standby()
                        .inSnapshot(connection -> Reading.hashes(connection, sql.hashes(fetched), previews))
                        .value(),
                Reading.hashes(sessions.primary().reading(), sql.hashes(fetched), previews));
        surplus.entrySet().stream()
                .limit(NAMED)
                .forEach(row -> findings.differences(
                        name,
                        String.valueOf(previews.get(row.getKey())),
                        (row.getValue() > 0 ? "missing on the standby, " : "only on the standby, ")
                                + Math.abs(row.getValue()) + " time(s)",
                        Math.abs(row.getValue())));
        if (surplus.isEmpty() || surplus.size() > NAMED || differing.size() > BUCKETS) {
            findings.difference(name, "", "more of its rows differ: " + rowsOf(both));
        }
    }

    private static String rowsOf(Both both) {
        return both.here().rows() + " rows on the standby and " + both.there().rows() + " on the primary";
    }

    @Override
    public String toString() {
        return "KeylessTable " + table.name();
    }
}
