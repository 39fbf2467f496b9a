package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.SourceTransaction;
import dev.understudy.recovery.sql.DoneAlready;
import dev.understudy.recovery.sql.MadeTable;
import dev.understudy.recovery.sql.RawSql;
import dev.understudy.recovery.sql.Regrouped;
import dev.understudy.recovery.sql.StatementKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What shares a transaction with nothing else: DDL, which commits by itself, and rescued events, which change the session. */
final class Alone {

    /** How long a session of before the crash may still be at work. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final int LOOK_MILLIS = 20;

    private final Applier applier;
    private final Engine engine;
    private final StoredTriggers triggers;
    private final DdlSession session;

    Alone(Applier applier, Engine engine) {
        this.applier = applier;
        this.engine = engine;
        this.triggers = new StoredTriggers(applier.connection());
        this.session = new DdlSession(applier.connection());
    }

    /**
     * Applies the transaction, and records it.
     *
     * @return where the standby stands then
     */
    Position apply(SourceTransaction transaction, Position before) throws SQLException {
        if (transaction.changes().get(0) instanceof Change.Raw raw) {
            return raw(transaction, raw, before);
        }
        List<Change.Ddl> statements = new ArrayList<>();
        for (Change change : transaction.changes()) {
            statements.add(
                    change instanceof Change.Truncate truncate
                            ? new Change.Ddl(
                                    "", "TRUNCATE TABLE " + truncate.table().quoted())
                            : (Change.Ddl) change);
        }
        return ddl(transaction, statements, before);
    }

    private Position ddl(SourceTransaction transaction, List<Change.Ddl> given, Position before) throws SQLException {
        List<Change.Ddl> statements = Regrouped.of(given).stream()
                .filter(statement -> !StatementKind.of(statement.sql()).leavesNoTrace())
                .map(statement -> statement.as(MadeTable.alone(statement.sql())))
                .toList();
        if (statements.isEmpty()) {
            return applier.move(before.after(transaction));
        }
        boolean withTriggers = statements.stream()
                .anyMatch(statement -> StatementKind.of(statement.sql()).movesTriggers());
        Intent intent = intend(transaction.gtid(), before);
        if (withTriggers) {
            triggers.bringBack();
        }
        for (Change.Ddl statement : statements) {
            if (!intent.isDone() || DoneAlready.mayBeHalfDone(StatementKind.of(statement.sql()))) {
                execute(statement, intent, transaction);
            }
        }
        if (withTriggers) {
            applier.checkOwner();
            triggers.takeIn();
            Position after = applier.commit(before.after(transaction));
            triggers.drop();
            return after;
        }
        return applier.move(before.after(transaction));
    }

    /**
     * What was recorded before a statement that commits by itself.
     *
     * @param again whether it was begun before a crash
     * @param isDone whether that is known to have come to its end
     */
    record Intent(boolean again, boolean isDone) {}

    /**
     * The intent first: DDL commits by itself, so a crash may fall between it and its record. With the intent goes what the server's
     * objects were like before: where they are different after a crash, the statement was carried out.
     */
    Intent intend(String gtid, Position before) throws SQLException {
        String[] earlier =
                before.intent() == null ? new String[0] : before.intent().split(" ", -1);
        boolean again = earlier.length == 3 && earlier[0].equals(gtid);
        if (again) {
            awaitEndOf(earlier[2]);
        }
        String now = Definitions.of(applier.connection(), engine);
        applier.commit();
        if (!again) {
            applier.move(before.withIntent(gtid + " " + now + " " + applier.session()));
        }
        return new Intent(again, again && !earlier[1].equals(now));
    }

    /** A server goes on with a statement whose client is gone: what it is like is not known before its end. */
    private void awaitEndOf(String earlierSession) throws SQLException {
        for (int waited = 0; isAtWork(earlierSession); waited += LOOK_MILLIS) {
            if (waited > PATIENCE_MILLIS) {
                throw new SQLException("session " + earlierSession + " is still carrying out a statement of the log");
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while a statement of the log ends", e);
            }
        }
    }

    private boolean isAtWork(String earlierSession) throws SQLException {
        try (Statement statement = applier.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM information_schema.processlist WHERE id = "
                        + Long.parseLong(earlierSession) + " AND id <> CONNECTION_ID() AND command <> 'Sleep'")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private void execute(Change.Ddl statement, Intent intent, SourceTransaction transaction) throws SQLException {
        try {
            session.execute(statement, transaction.at());
        } catch (SQLException e) {
            boolean asOnPrimary = statement.error() > 0 && statement.error() == e.getErrorCode();
            StatementKind kind = StatementKind.of(statement.sql());
            if (asOnPrimary
                    || (engine.logsTablesNotFound() && DoneAlready.foundNothing(kind, e.getErrorCode()))
                    || (intent.again() && DoneAlready.says(kind, e.getErrorCode()))) {
                // What could be done was done, here as there.
                return;
            }
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                throw e;
            }
            throw new Halt("a statement failed: " + e.getMessage() + Range.where(List.of(transaction)), e);
        }
        if (statement.error() > 0 && !intent.again()) {
            throw new Halt("a statement that failed on the primary (error " + statement.error() + ") did not fail here"
                    + Range.where(List.of(transaction)));
        }
    }

    private Position raw(SourceTransaction transaction, Change.Raw raw, Position before) throws SQLException {
        RawSql sql;
        try {
            sql = RawSql.of(raw.transaction());
        } catch (RawSql.UnknownEvent e) {
            throw new Halt(String.valueOf(e.getMessage()), e);
        }
        if (!sql.ddl().isEmpty() && sql.rows().isEmpty()) {
            return ddl(transaction, sql.ddl(), before);
        }
        if (!sql.ddl().isEmpty()) {
            throw new Halt(
                    "a rescued transaction makes a table and fills it, which cannot be replayed: seed this standby again"
                            + Range.where(List.of(transaction)));
        }
        // Whatever was looked up before: events are announced outside of a transaction.
        applier.commit();
        engine.expectBinlog(applier.connection(), raw.transaction().formatDescription());
        applier.checkOwner();
        try (Statement statement = applier.connection().createStatement()) {
            for (String text : sql.rows()) {
                statement.execute(text);
            }
        }
        return applier.commit(before.after(transaction));
    }
}
