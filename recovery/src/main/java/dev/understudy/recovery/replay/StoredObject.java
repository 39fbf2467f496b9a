package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.Literals;
import dev.understudy.recovery.sql.SessionModes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A trigger, routine or event with the session's settings that are part of its definition.
 *
 * @param schema the default schema
 * @param timeZone an event's own; null for what has none
 * @param sql the statement that makes it
 */
public record StoredObject(
        String schema, String sqlMode, @Nullable String timeZone, String charset, String collation, String sql) {

    /** What a server may make an object of. */
    public enum Kind {
        TRIGGER("SQL Original Statement"),
        PROCEDURE("Create Procedure"),
        FUNCTION("Create Function"),
        EVENT("Create Event");

        private final String column;

        Kind(String column) {
            this.column = column;
        }
    }

    /** Reads how a server would make it. */
    public static StoredObject read(Connection connection, Kind kind, String schema, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SHOW CREATE " + kind + " " + new TableName(schema, name).quoted())) {
            if (!row.next() || row.getString(kind.column) == null) {
                throw new SQLException("the definition of " + schema + "." + name + " is not shown to this account");
            }
            return new StoredObject(
                    schema,
                    row.getString("sql_mode"),
                    kind == Kind.EVENT ? row.getString("time_zone") : null,
                    row.getString("character_set_client"),
                    row.getString("collation_connection"),
                    row.getString(kind.column));
        }
    }

    /** Makes it, and leaves the session as it was found. */
    public void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("USE " + TableName.quote(schema));
                statement.execute("SET SESSION sql_mode = " + Literals.of(sqlMode));
                if (timeZone != null) {
                    statement.execute("SET SESSION time_zone = " + Literals.of(timeZone));
                }
                statement.execute("SET character_set_client = " + charset);
                statement.execute("SET collation_connection = " + collation);
                statement.execute(sql);
            } finally {
                if (!connection.isClosed()) {
                    statement.execute("SET NAMES utf8mb4");
                    statement.execute("SET SESSION time_zone = '+00:00'");
                    statement.execute(SessionModes.strict());
                }
            }
        }
    }
}
