package dev.understudy.engine;

import dev.understudy.engine.Acknowledgers.Acknowledges;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** What both dialects do alike. */
final class Sql {

    /** The longest time-out there is for an acknowledgement, ms. */
    static final String NO_TIME_OUT = "18446744073709551615";

    private static final int NO_SUCH_THREAD = 1094;
    private static final Set<String> SYSTEM_USERS = Set.of("system user", "event_scheduler");

    private Sql() {}

    static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            if (!result.next()) {
                return "";
            }
            String value = result.getString(1);
            return value == null ? "" : value;
        }
    }

    /** A global variable that a server may not have; empty then. */
    static String variable(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE " + quoted(name))) {
            return result.next() ? String.valueOf(result.getString(2)) : "";
        }
    }

    /** Global status variables whose names are like this; names in lower case. */
    static Map<String, String> status(Connection connection, String like) throws SQLException {
        Map<String, String> status = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW GLOBAL STATUS LIKE " + quoted(like))) {
            while (result.next()) {
                status.put(result.getString(1).toLowerCase(Locale.ROOT), result.getString(2));
            }
        }
        return status;
    }

    /**
     * Sessions that read the binlog.
     *
     * @param query rows of number, user, host, whether it acknowledges (1, 0, or empty where that is not told), and the replica's UUID
     */
    static List<Acknowledgers.Reader> readers(Connection connection, String query) throws SQLException {
        List<Acknowledgers.Reader> readers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                String word = String.valueOf(row.getString(4));
                String uuid = String.valueOf(row.getString(5));
                readers.add(new Acknowledgers.Reader(
                        row.getLong(1),
                        row.getString(2) + "@" + row.getString(3) + (uuid.isEmpty() ? "" : " (server " + uuid + ")"),
                        word.isEmpty() ? Acknowledges.UNTOLD : word.equals("0") ? Acknowledges.NO : Acknowledges.YES));
            }
        }
        return readers;
    }

    static boolean eventsRun(Connection connection) throws SQLException {
        return value(connection, "SELECT @@GLOBAL.event_scheduler").equals("ON");
    }

    static void runEvents(Connection connection, boolean run) throws SQLException {
        execute(connection, "SET GLOBAL event_scheduler = " + (run ? "ON" : "OFF"));
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static Engine.BinlogPosition binlogPosition(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            if (!result.next()) {
                throw new SQLException("the server writes no binlog");
            }
            return new Engine.BinlogPosition(result.getString("File"), result.getLong("Position"));
        }
    }

    /**
     * Ends sessions; one that is gone already does not count.
     *
     * @param wanted which, by user and by command
     */
    static int end(Connection connection, BiPredicate<String, String> wanted) throws SQLException {
        String own = value(connection, "SELECT CONNECTION_ID()");
        int ended = 0;
        try (Statement list = connection.createStatement();
                Statement kill = connection.createStatement();
                ResultSet sessions = list.executeQuery("SHOW PROCESSLIST")) {
            while (sessions.next()) {
                String id = sessions.getString("Id");
                String user = String.valueOf(sessions.getString("User"));
                if (id.equals(own)
                        || SYSTEM_USERS.contains(user)
                        || !wanted.test(user, String.valueOf(sessions.getString("Command")))) {
                    continue;
                }
                try {
                    kill.execute("KILL CONNECTION " + id);
                    ended++;
                } catch (SQLException e) {
                    if (e.getErrorCode() != NO_SUCH_THREAD) {
                        throw e;
                    }
                }
            }
        }
        return ended;
    }

    /** Client sessions: neither of those users nor a replica's. */
    static int endClients(Connection connection, Set<String> sparedUsers) throws SQLException {
        return end(connection, (user, command) -> isClient(sparedUsers, user, command));
    }

    /** Neither one of those users, nor a replica, nor the server itself. */
    static boolean isClient(Set<String> sparedUsers, String user, String command) {
        return !sparedUsers.contains(user)
                && !SYSTEM_USERS.contains(user)
                && !command.startsWith("Binlog Dump")
                && !command.equals("Daemon");
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /**
     * Session settings that every connection of ours needs: UTC, rows found rather than changed, no lossy conveniences.
     * TLS wherever the server offers it, except on the loop-back address, where it would only cost.
     */
    static String jdbcUrl(String host, int port) {
        boolean local = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1");
        String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "jdbc:mysql://" + address + ":" + port + "/?sslMode=" + (local ? "DISABLED" : "PREFERRED")
                + "&allowPublicKeyRetrieval=true&connectTimeout=2000&tcpKeepAlive=true"
                + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                + "&useAffectedRows=false&tinyInt1isBit=false&yearIsDateType=false&characterEncoding=UTF-8"
                + "&rewriteBatchedStatements=true&cachePrepStmts=true"
                + "&connectionAttributes=program_name:understudy";
    }

    /** {@code c0, c1, c2}. */
    static String columnNames(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "c" + i)
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
