package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.replay.Ownership;
import dev.understudy.recovery.sql.SessionModes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** How a session has to be that writes rows as they are. */
final class TargetSession {

    private TargetSession() {}

    /**
     * Opens one, which a newer owner of the server ends: it asks after that owner's claim, or it was there before it.
     */
    static Connection open(Seed.Opening target, Seed.Ground ground) throws SQLException {
        Connection connection = target.open();
        try {
            Ownership.check(connection, ground.cluster(), ground.node(), ground.token());
            prepare(connection, ground.engine());
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Again after stored objects were made, which leave another mode behind. */
    static void prepare(Connection connection, Engine engine) throws SQLException {
        engine.suppressBinlog(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION foreign_key_checks = 0");
            statement.execute("SET SESSION time_zone = '+00:00'");
            statement.execute(SessionModes.strict());
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
            for (String sql : engine.replaySession()) {
                statement.execute(sql);
            }
        }
    }
}
