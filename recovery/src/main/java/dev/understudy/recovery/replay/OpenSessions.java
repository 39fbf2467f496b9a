package dev.understudy.recovery.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The sessions that a replay opens, so that they can be cut while it waits for a statement's end. Thread-safe. */
final class OpenSessions implements Target.Connector {

    private final Target.Connector connector;
    private final Queue<Connection> open = new ConcurrentLinkedQueue<>();

    OpenSessions(Target.Connector connector) {
        this.connector = connector;
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = connector.open();
        for (Connection other : open) {
            if (other.isClosed()) {
                open.remove(other);
            }
        }
        open.add(connection);
        return connection;
    }

    /** What is not committed is not there: every prefix is a legal end. DDL goes on by itself, and its intent is recorded. */
    void cut() {
        for (Connection connection : open) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It had ended by itself.
                open.remove(connection);
            }
        }
    }
}
