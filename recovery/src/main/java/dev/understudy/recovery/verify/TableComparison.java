package dev.understudy.recovery.verify;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.verify.digest.TableShape;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The rows of one table, whatever happens to the table meanwhile. One thread. */
final class TableComparison {

    private static final int ATTEMPTS = 4;

    private final TableName name;
    private final Sessions sessions;
    private final Findings findings;
    private final Meter meter;

    TableComparison(TableName name, Sessions sessions, Findings findings, Meter meter) {
        this.name = name;
        this.sessions = sessions;
        this.findings = findings;
        this.meter = meter;
    }

    /**
     * Again where a statement failed and the sessions are well: the table may have been altered in the middle of it.
     *
     * @return whether its rows were compared
     */
    boolean compare() throws SQLException, InterruptedException {
        String why = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TimeUnit.MILLISECONDS.sleep(200L * attempt);
            try {
                Optional<TableShape> there = shape(sessions.primary().reading());
                Optional<TableShape> here = shape(sessions.standby().connection());
                if (there.isEmpty()) {
                    findings.skipped(name.toString(), "it was dropped or renamed meanwhile");
                    return false;
                }
                if (there.equals(here)) {
                    rows(there.get());
                    return true;
                }
                why = "its columns or keys are not the same on both, so its rows were not compared";
                if (findings.differencesIn("table " + name) > 0) {
                    findings.skipped(name.toString(), why);
                    return false;
                }
            } catch (SQLException e) {
                if (!sessions.areUsable()) {
                    throw e;
                }
                why = "reading it failed: " + String.valueOf(e.getMessage()).strip();
            }
        }
        findings.undecided(name.toString(), "", why);
        return false;
    }

    private Optional<TableShape> shape(java.sql.Connection connection) throws SQLException {
        return Optional.ofNullable(
                Catalogue.read(connection, Catalogue.only(name)).tables().get(name));
    }

    private void rows(TableShape table) throws SQLException, InterruptedException {
        if (table.key().isPresent()) {
            new TableWalk(table, sessions, findings, meter).walk();
        } else {
            new KeylessTable(table, sessions, findings, meter).compare();
        }
    }
}
