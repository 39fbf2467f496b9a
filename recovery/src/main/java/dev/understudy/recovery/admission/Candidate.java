package dev.understudy.recovery.admission;

import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.runtime.config.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/** A server that is looked at. One thread. */
final class Candidate implements AutoCloseable {

    private static final String ANSWER_WITHIN_MILLIS = "10000";

    /** Its own, its data folder's, or what recovery sets as it needs it. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "server_id", "log_bin", "sync_binlog", "innodb_flush_log_at_trx_commit", "super_read_only", "read_only");

    private final Engine engine;
    private final Connection connection;

    private Candidate(Engine engine, Connection connection) {
        this.engine = engine;
        this.connection = connection;
    }

    static Candidate open(Engine engine, Address address, Account account) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", account.user());
        properties.put("password", account.password());
        properties.put("socketTimeout", ANSWER_WITHIN_MILLIS);
        return new Candidate(
                engine, DriverManager.getConnection(engine.jdbcUrl(address.host(), address.port()), properties));
    }

    /**
     * What stands against it whoever the others are.
     *
     * @param users the accounts that it needs
     */
    List<String> objections(List<String> users) throws SQLException {
        List<String> objections = new ArrayList<>();
        if (isMariaDb() != engine.name().equals("mariadb")) {
            objections.add("it is " + version() + ", and the cluster's engine is " + engine.name());
            return objections;
        }
        if (!value("SELECT @@GLOBAL.log_bin").equals("1")) {
            objections.add("it writes no binlog: start it with log-bin");
        }
        if (!engine.readOnly(connection)) {
            objections.add("it is not read-only: write read-only into its configuration, so that it never takes a write"
                    + " by itself, and start it again");
        }
        for (String option : engine.serverOptions(1)) {
            setting(option, objections);
        }
        List<String> schemas = strings("SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN"
                + " ('mysql', 'information_schema', 'performance_schema', 'sys', 'understudy') ORDER BY 1");
        boolean isNoCopy = strings("SELECT table_name FROM information_schema.tables WHERE table_schema = 'understudy'"
                                + " AND table_name = 'setting'")
                        .isEmpty()
                || value("SELECT COUNT(*) FROM understudy.setting WHERE name = 'seed'")
                        .equals("0");
        if (!schemas.isEmpty() && isNoCopy) {
            objections.add("it holds schemas already: " + schemas
                    + "; drop them if they may go, or give it an empty data folder");
        }
        List<String> known = strings("SELECT DISTINCT user FROM mysql.user");
        users.stream()
                .filter(user -> !known.contains(user))
                .forEach(
                        user -> objections.add(
                                "the account " + user
                                        + " is not there: create it, or give one that may with --admin-user and --admin-password-file"));
        return objections;
    }

    private void setting(String option, List<String> objections) throws SQLException {
        int sign = option.indexOf('=');
        String name = option.substring(0, sign).replace('-', '_');
        String wanted = option.substring(sign + 1);
        if (NOT_COMPARED.contains(name)) {
            return;
        }
        String found = variable(name);
        if (!same(wanted, found)) {
            objections.add(name + " is " + (found.isEmpty() ? "''" : found) + ": write " + option
                    + " into its configuration, and start it again");
        }
    }

    /** What stands against it beside a member of the cluster. */
    List<String> against(String other, Candidate member, boolean isWriter) throws SQLException {
        List<String> objections = new ArrayList<>();
        if (engine.serverId(connection).equals(engine.serverId(member.connection))) {
            objections.add(
                    "it is the same server as " + other + ", or a copy of its data folder: give it an empty one");
        }
        String number = value("SELECT @@GLOBAL.server_id");
        if (number.equals(member.value("SELECT @@GLOBAL.server_id"))) {
            objections.add("server_id " + number + " is " + other
                    + "'s already: write another one into its configuration," + " and start it again");
        }
        if (isWriter) {
            String name = "lower_case_table_names";
            if (!variable(name).equals(member.variable(name))) {
                objections.add(name + " is " + variable(name) + ", and " + member.variable(name) + " on " + other
                        + ": it can only be chosen with an empty data folder");
            }
            if (series(version()) < series(member.version())) {
                objections.add("it is " + version() + ", older than " + other + " with " + member.version());
            }
        }
        return objections;
    }

    private static int series(String version) {
        String[] parts = version.split("[^0-9]+", 3);
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }

    private boolean isMariaDb() throws SQLException {
        return version().toLowerCase(Locale.ROOT).contains("mariadb");
    }

    private String version() throws SQLException {
        return value("SELECT VERSION()");
    }

    private static boolean same(String wanted, String found) {
        return onOff(wanted).equalsIgnoreCase(onOff(found));
    }

    private static String onOff(String value) {
        return value.equalsIgnoreCase("ON") ? "1" : value.equalsIgnoreCase("OFF") ? "0" : value;
    }

    private String variable(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE '" + name + "'")) {
            return row.next() ? row.getString(2) : "";
        }
    }

    private String value(String query) throws SQLException {
        List<String> strings = strings(query);
        return strings.isEmpty() ? "" : strings.get(0);
    }

    private List<String> strings(String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                strings.add(String.valueOf(row.getString(1)));
            }
        }
        return strings;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
