package dev.understudy.recovery.replay;

import dev.understudy.connect.statement.StatusVariables;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.Literals;
import dev.understudy.recovery.sql.SessionModes;
import dev.understudy.recovery.sql.SessionSettings;
import dev.understudy.recovery.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out statements as the primary's session did, as far as that is known. Where the log does not say which {@code sql_mode} it
 * had, the server's own comes first, and where a statement that the primary accepted is refused, those under which it may have been
 * accepted.
 */
final class DdlSession {

    private static final Logger LOG = LoggerFactory.getLogger(DdlSession.class);
    private static final int NO_SUCH_SCHEMA = 1049;
    private static final int NO_SUCH_ACCOUNT = 1133;

    private final Connection connection;

    DdlSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param at when the primary carried it out, ms; 0 if unknown
     */
    void execute(Change.Ddl ddl, long at) throws SQLException {
        StatusVariables session = ddl.session();
        SessionSettings settings = new SessionSettings(session);
        if (session.unread() >= 0) {
            LOG.warn(
                    "the session of a statement ({}) has a status variable that is not known, {}: it and what follows it"
                            + " are not restored",
                    StatementKind.of(ddl.sql()).verb(),
                    session.unread());
        }
        try (Statement statement = connection.createStatement()) {
            // Braces mean something to JDBC alone.
            statement.setEscapeProcessing(false);
            use(statement, ddl.schema());
            execute(statement, settings.keep());
            try {
                statement.execute("SET SESSION time_zone = "
                        + (session.timeZone().isEmpty() ? "@@GLOBAL.time_zone" : Literals.of(session.timeZone())));
                if (at > 0) {
                    statement.execute("SET timestamp = " + timestamp(at, session.microseconds()));
                }
                execute(statement, settings.set());
                // It commits by itself; and MariaDB's CONVERT TABLE waits for its own locks inside a transaction.
                connection.setAutoCommit(true);
                if (session.isKnown()) {
                    statement.execute(ddl.sql());
                } else {
                    inOneOfTheModes(statement, ddl.sql());
                }
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(false);
                    execute(statement, settings.giveBack());
                    statement.execute("SET timestamp = DEFAULT");
                    statement.execute("SET SESSION time_zone = '+00:00'");
                    statement.execute(SessionModes.strict());
                }
            }
        }
    }

    private static void execute(Statement statement, Optional<String> sql) throws SQLException {
        if (sql.isPresent()) {
            statement.execute(sql.get());
        }
    }

    /**
     * When the statement began. MySQL's records have the time at which it was committed: the fraction, where the event has it, was
     * the last such one before that.
     */
    static String timestamp(long at, int microseconds) {
        long fraction = microseconds < 0 ? at % 1000 * 1000 : microseconds;
        boolean isSecondBefore = at % 1000 > 0 && fraction / 1000 > at % 1000;
        return String.format(Locale.ROOT, "%d.%06d", at / 1000 - (isSecondBefore ? 1 : 0), fraction);
    }

    private static void use(Statement statement, String schema) throws SQLException {
        if (schema.isEmpty()) {
            return;
        }
        try {
            statement.execute("USE " + TableName.quote(schema));
        } catch (SQLException e) {
            // CREATE DATABASE names its own schema as the default.
            if (e.getErrorCode() != NO_SUCH_SCHEMA) {
                throw e;
            }
        }
    }

    private static void inOneOfTheModes(Statement statement, String sql) throws SQLException {
        SQLException first = null;
        for (String mode : SessionModes.ofDdl()) {
            statement.execute("SET SESSION sql_mode = " + mode);
            try {
                statement.execute(sql);
                if (first != null) {
                    LOG.warn(
                            "carried out with sql_mode {}, as the server's own refused it ({}): {}",
                            mode,
                            first.getMessage(),
                            sql);
                }
                return;
            } catch (SQLException e) {
                if (!mayBeTheMode(e)) {
                    throw e;
                }
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        throw first == null ? new SQLException("no mode to carry it out in") : first;
    }

    /** A syntax error, a value or definition that a strict mode refuses, or an account that a GRANT makes in some. */
    private static boolean mayBeTheMode(SQLException e) {
        if (e.getErrorCode() == NO_SUCH_ACCOUNT) {
            return true;
        }
        String state = e.getSQLState();
        return state != null && (state.startsWith("42") || state.startsWith("22"));
    }
}
