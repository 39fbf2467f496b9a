package dev.understudy.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A session that waits, as another one sees it.
 *
 * @param state its own, as the list of processes has it; empty where it is not in it
 * @param forRow whether it waits for another transaction's lock on a row
 * @param others the states of all other clients' sessions
 */
record WaitingSession(String state, boolean forRow, List<String> others) {

    /** MariaDB's receiver of acknowledgements waits for the next one as long as the server lives. */
    private static final String DAEMON = "Daemon";

    WaitingSession {
        others = List.copyOf(others);
    }

    /** Both engines have SHOW FULL PROCESSLIST and information_schema.innodb_trx, and both need PROCESS for it. */
    static WaitingSession read(Connection connection, long session) throws SQLException {
        String state = "";
        List<String> others = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet sessions = statement.executeQuery("SHOW FULL PROCESSLIST")) {
            while (sessions.next()) {
                String seen = sessions.getString("State") == null ? "" : sessions.getString("State");
                if (sessions.getLong("Id") == session) {
                    state = seen;
                } else if (!DAEMON.equals(sessions.getString("Command"))) {
                    others.add(seen);
                }
            }
        }
        return new WaitingSession(state, waitsForRow(connection, session), others);
    }

    private static boolean waitsForRow(Connection connection, long session) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = ?"
                        + " AND trx_state = 'LOCK WAIT'")) {
            statement.setLong(1, session);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    /**
     * Why. Commits queue behind one another, and only the first says what it waits for: a state that says nothing is
     * explained by another session's, where that waits for an acknowledgement or for space.
     */
    WriteWait why() {
        if (forRow) {
            return new WriteWait(WriteWait.Cause.LOCK, "another transaction's lock on its row");
        }
        WriteWait own = WriteWait.ofState(state);
        if (own.cause() != WriteWait.Cause.UNKNOWN || state.isEmpty()) {
            return own;
        }
        return others.stream()
                .map(WriteWait::ofState)
                .filter(other -> queuesBehind(other.cause()))
                .findFirst()
                .map(other -> new WriteWait(other.cause(), state + ", behind one in: " + other.detail()))
                .orElse(own);
    }

    private static boolean queuesBehind(WriteWait.Cause cause) {
        return cause == WriteWait.Cause.SEMI_SYNC || cause == WriteWait.Cause.DISK_FULL;
    }
}
