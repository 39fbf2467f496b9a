package dev.understudy.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What clients have under way on a server.
 *
 * @param sessions how many have a statement or a transaction, or may have one
 * @param exact whether that is known of each. Otherwise a session that was quiet for a while, and has touched no row, is taken to be at rest, and the server
 *     says anew at most every 100 ms whose transactions have touched one
 * @param mark the same as before where no session has come, gone or begun a transaction since, where that is known
 */
public record OpenWork(int sessions, boolean exact, int mark) {

    /**
     * Transactions by session, where the server keeps them: instrumented, and neither switched off nor beyond the threads that it has memory for (MySQL keeps them
     * as it is installed, MariaDB does not).
     */
    private static final String TRANSACTIONS =
            "SELECT t.PROCESSLIST_ID, e.STATE, e.EVENT_ID FROM performance_schema.threads t"
                    + " LEFT JOIN performance_schema.events_transactions_current e ON e.THREAD_ID = t.THREAD_ID"
                    + " WHERE t.PROCESSLIST_ID IS NOT NULL AND t.INSTRUMENTED = 'YES'"
                    + " AND EXISTS (SELECT 1 FROM performance_schema.setup_instruments"
                    + " WHERE NAME = 'transaction' AND ENABLED = 'YES')"
                    + " AND 3 = (SELECT COUNT(*) FROM performance_schema.setup_consumers WHERE ENABLED = 'YES'"
                    + " AND NAME IN ('global_instrumentation', 'thread_instrumentation', 'events_transactions_current'))";

    /** How to ask for sessions, and how long one must be quiet of which nothing else is known. */
    record Sessions(String query, String time, long quiet) {}

    /** Whole seconds. */
    static final Sessions MYSQL = new Sessions("SHOW PROCESSLIST", "Time", 1);

    /** Milliseconds. */
    static final Sessions MARIADB = new Sessions(
            "SELECT ID AS Id, USER AS User, COMMAND AS Command, TIME_MS FROM information_schema.PROCESSLIST",
            "TIME_MS",
            300);

    private record Transaction(boolean active, long number) {}

    private record Session(String id, boolean sleeps, boolean quiet) {}

    static OpenWork of(Connection connection, Set<String> sparedUsers, Sessions ask) throws SQLException {
        Map<String, Transaction> known = transactions(connection);
        Set<Session> sessions = sessions(connection, sparedUsers, ask);
        boolean exact = sessions.stream().map(Session::id).allMatch(known::containsKey);
        // Not asked for in vain: it is answered anew only where nobody has asked for 100 ms.
        Set<String> touching = exact ? Set.of() : touching(connection);
        int busy = 0;
        for (Session session : sessions) {
            Transaction last = known.get(session.id());
            boolean open = last == null ? touching.contains(session.id()) || !session.quiet() : last.active();
            busy += open || !session.sleeps() ? 1 : 0;
        }
        known.keySet().retainAll(sessions.stream().map(Session::id).toList());
        return new OpenWork(busy, exact, known.hashCode());
    }

    /** The last of each session. */
    private static Map<String, Transaction> transactions(Connection connection) throws SQLException {
        Map<String, Transaction> last = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRANSACTIONS)) {
            while (row.next()) {
                last.put(row.getString(1), new Transaction("ACTIVE".equals(row.getString(2)), row.getLong(3)));
            }
        }
        return last;
    }

    private static Set<Session> sessions(Connection connection, Set<String> sparedUsers, Sessions ask)
            throws SQLException {
        String own = Sql.value(connection, "SELECT CONNECTION_ID()");
        Set<Session> found = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ask.query())) {
            while (row.next()) {
                String id = row.getString("Id");
                String command = String.valueOf(row.getString("Command"));
                if (!id.equals(own) && Sql.isClient(sparedUsers, String.valueOf(row.getString("User")), command)) {
                    found.add(new Session(id, command.equals("Sleep"), row.getDouble(ask.time()) >= ask.quiet()));
                }
            }
        }
        return found;
    }

    private static Set<String> touching(Connection connection) throws SQLException {
        Set<String> open = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT trx_mysql_thread_id FROM information_schema.innodb_trx")) {
            while (row.next()) {
                open.add(row.getString(1));
            }
        }
        return open;
    }
}
