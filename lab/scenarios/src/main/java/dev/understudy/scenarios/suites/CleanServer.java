package dev.understudy.scenarios.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a server is like before the first file, and how it is brought back to that after each. One thread. */
final class CleanServer {

    private static final String KEPT = "('mysql', 'information_schema', 'performance_schema', 'sys', 'understudy')";
    /** These tell rather than set, or belong to replication and replay. */
    private static final Set<String> NOT_SET_BACK = Set.of(
            "gtid_executed",
            "gtid_purged",
            "gtid_binlog_pos",
            "gtid_binlog_state",
            "gtid_current_pos",
            "gtid_slave_pos",
            "read_only",
            "super_read_only",
            "timestamp",
            "last_insert_id",
            "innodb_flush_log_at_trx_commit",
            "sync_binlog",
            "event_scheduler",
            "rand_seed1",
            "rand_seed2",
            "pseudo_thread_id");

    private final Path data;
    private final Set<String> accounts;
    private final Map<String, String> settings;

    /** @param data the server's folder */
    CleanServer(Connection connection, Path data) throws SQLException {
        this.data = data;
        this.accounts = new HashSet<>(strings(connection, ACCOUNTS));
        this.settings = settings(connection);
    }

    private static final String ACCOUNTS =
            "SELECT CONCAT(QUOTE(user), IF(host = '', '', CONCAT('@', QUOTE(host)))) FROM mysql.user";

    /** Ends what is prepared, drops what came, and sets back what was set; what resists stays, and is told. */
    List<String> restore(Connection connection) throws SQLException {
        List<String> left = new ArrayList<>();
        endPrepared(connection, left);
        for (Map.Entry<String, String> now : settings(connection).entrySet()) {
            String before = settings.get(now.getKey());
            if (before != null && !before.equals(now.getValue()) && !NOT_SET_BACK.contains(now.getKey())) {
                attempt(connection, "SET GLOBAL " + now.getKey() + " = " + literal(before), left);
            }
        }
        dropAll(connection, left);
        return left;
    }

    /** Drops every schema but {@code mtr}, which every file shares, and every account that was not there in the beginning. */
    void dropAll(Connection connection, List<String> left) throws SQLException {
        attempt(connection, "SET SESSION foreign_key_checks = 0", left);
        for (String schema : strings(
                connection,
                "SELECT schema_name FROM information_schema.schemata WHERE schema_name <> 'mtr' AND schema_name NOT IN "
                        + KEPT)) {
            String drop = "DROP DATABASE `" + schema.replace("`", "``") + "`";
            List<String> resisting = new ArrayList<>();
            attempt(connection, drop, resisting);
            if (!resisting.isEmpty()) {
                // What a file wrote into a schema's folder is no table, and keeps the folder.
                removeOthers(data.resolve(schema));
                attempt(connection, drop, left);
            }
        }
        for (String account : strings(connection, ACCOUNTS)) {
            if (!accounts.contains(account)) {
                attempt(connection, account.contains("@") ? "DROP USER " + account : "DROP ROLE " + account, left);
            }
        }
        for (String name : strings(connection, "SELECT name FROM mysql.func")) {
            attempt(connection, "DROP FUNCTION `" + name + "`", left);
        }
    }

    private static void endPrepared(Connection connection, List<String> left) throws SQLException {
        List<String> prepared = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("XA RECOVER")) {
            while (row.next()) {
                int global = row.getInt("gtrid_length");
                String name = row.getString("data");
                prepared.add("XA ROLLBACK '" + name.substring(0, global) + "', '" + name.substring(global) + "', "
                        + row.getInt("formatID"));
            }
        }
        for (String end : prepared) {
            attempt(connection, end, left);
        }
    }

    private static void removeOthers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.getFileName()
                        .toString()
                        .matches(".*\\.(ibd|frm|opt|MY[ID]|sdi|CS[MV]|ARZ|MRG|MA[ID]|TR[GN])")) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean " + folder, e);
        }
    }

    private static void attempt(Connection connection, String sql, List<String> left) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            left.add(sql + ": " + e.getMessage());
        }
    }

    private static String literal(String value) {
        boolean isNumber = value.matches("-?\\d+(\\.\\d+)?");
        return isNumber ? value : "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            while (row.next()) {
                settings.put(row.getString(1), String.valueOf(row.getString(2)));
            }
        }
        return settings;
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                strings.add(row.getString(1));
            }
        }
        return strings;
    }
}
