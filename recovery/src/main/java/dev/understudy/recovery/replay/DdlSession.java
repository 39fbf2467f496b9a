package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.SessionModes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out statements as the primary's session did, as far as that is known: its default schema, its clock, and the server's own
 * time zone. Which {@code sql_mode} it had the log does not say: the server's own comes first, and where a statement that the
 * primary accepted is refused, those under which it may have been accepted.
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
     * @param schema the default schema; empty for none
     * @param at when the primary carried it out, ms; 0 if unknown
     */
    void execute(String schema, String sql, long at) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            use(statement, schema);
            statement.execute("SET SESSION time_zone = @@GLOBAL.time_zone");
            if (at > 0) {
                statement.execute("SET timestamp = " + at / 1000 + "." + String.format("%03d", at % 1000));
            }
            try {
                inOneOfTheModes(statement, sql);
            } finally {
                if (!connection.isClosed()) {
                    statement.execute("SET timestamp = DEFAULT");
                    statement.execute("SET SESSION time_zone = '+00:00'");
                    statement.execute(SessionModes.strict());
                }
            }
        }
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
