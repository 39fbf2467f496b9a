package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Scheduled events keep their definitions on a standby, and do not run: the scheduler is off there. Whether it is to be on where the
 * server reigns is what it was when it became a standby, or started last: its own configuration.
 */
public final class StandbyEvents {

    private static final String SETTING = "event_scheduler";

    private StandbyEvents() {}

    /**
     * Switches the scheduler off, and remembers that it was on; repeatable. Outside of a transaction.
     *
     * @param connection whose session writes no binlog
     */
    public static void suspend(Engine engine, Connection connection) throws SQLException {
        if (!engine.eventsRun(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("REPLACE INTO understudy.setting (name, value) VALUES ('" + SETTING + "', 'ON')");
        }
        engine.runEvents(connection, false);
    }

    /** Switches it on again where it was; repeatable, for a server that reigns. Outside of a transaction. */
    public static void resume(Engine engine, Connection connection) throws SQLException {
        boolean wasOn;
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT value FROM understudy.setting WHERE name = '" + SETTING + "'")) {
            wasOn = row.next() && row.getString(1).equals("ON");
        }
        if (wasOn && !engine.eventsRun(connection)) {
            engine.runEvents(connection, true);
        }
    }
}
