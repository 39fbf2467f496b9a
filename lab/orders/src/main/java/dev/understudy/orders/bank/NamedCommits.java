package dev.understudy.orders.bank;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChange;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The transaction's id that a server sends along with the answer to a COMMIT: MySQL by {@code session_track_gtids}, MariaDB by {@code
 * last_gtid} as a tracked variable. One for each connection.
 */
final class NamedCommits {

    /** For a JDBC URL: what makes the driver listen. */
    static final String URL_OPTION = "trackSessionState=true";

    private static final String MARIADB_VARIABLE = "last_gtid";

    private final AtomicReference<Optional<String>> last = new AtomicReference<>(Optional.empty());
    /** Held here: the driver does not. */
    private final SessionStateChangesListener listener =
            changes -> changes.getSessionStateChangesList().forEach(this::take);

    NamedCommits(Connection connection, String engine) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    engine.equals("mysql")
                            ? "SET SESSION session_track_gtids = 'OWN_GTID'"
                            : "SET SESSION session_track_system_variables = '" + MARIADB_VARIABLE + "'");
        }
        connection
                .unwrap(JdbcConnection.class)
                .getServerSessionStateController()
                .addSessionStateChangesListener(listener);
    }

    private void take(SessionStateChange change) {
        List<String> values = change.getValues();
        switch (change.getType()) {
            case ServerSessionStateController.SESSION_TRACK_GTIDS -> last.set(Optional.of(values.get(0)));
            case ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES -> {
                if (values.size() > 1
                        && values.get(0).equals(MARIADB_VARIABLE)
                        && !values.get(1).isEmpty()) {
                    last.set(Optional.of(values.get(1)));
                }
            }
            default -> {}
        }
    }

    /** The id of the transaction that ended last; it is told once. */
    Optional<String> take() {
        return last.getAndSet(Optional.empty());
    }
}
