package dev.understudy.recovery.replay;

import dev.understudy.recovery.sql.Literals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which log a server follows. An offset means nothing in another one: where Kafka has lost its memory, and its topics were made anew,
 * nothing may be taken from there.
 */
public final class FollowedLog {

    private static final String NAME = "changelog-id";

    private FollowedLog() {}

    /**
     * Keeps the log's id on the server where none is kept yet.
     *
     * @param id see {@link dev.understudy.recovery.log.LogIdentity}
     * @param position where the server stands
     * @throws Halt where it is not the log that was followed, or the server has seen a later epoch
     */
    static void check(Connection connection, String cluster, String id, Position position) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT epoch FROM understudy.epoch WHERE cluster = " + Literals.of(cluster))) {
                if (row.next() && row.getLong(1) > position.epoch().number()) {
                    throw new Halt(
                            "this server has seen epoch " + row.getLong(1) + ", and the log is followed at epoch "
                                    + position.epoch() + ": Kafka has lost its memory, or the wrong one is asked");
                }
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT value FROM understudy.setting WHERE name = '" + NAME + "'")) {
                if (row.next()) {
                    if (!row.getString(1).equals(id)) {
                        throw new Halt("the changelog is not the one that was followed, but made anew (topic id " + id
                                + ", not " + row.getString(1)
                                + "): restore it, or understudy reseed copies this standby"
                                + " anew");
                    }
                    return;
                }
            }
            statement.executeUpdate(
                    "INSERT INTO understudy.setting (name, value) VALUES ('" + NAME + "', " + Literals.of(id) + ")");
        }
    }

    /** The server is copied anew: whatever log there is then is followed. */
    public static void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM understudy.setting WHERE name = '" + NAME + "'");
        }
    }
}
