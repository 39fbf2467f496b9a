package dev.understudy.recovery.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies accounts, roles and rights: an account that is on both servers becomes what it is on the source; none is dropped. The
 * system's own stay as they are, and so do those for the local machine that the target has already: they administer that machine.
 */
final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Pattern DEFAULT_ROLE =
            Pattern.compile(" DEFAULT ROLE .*?(?= REQUIRE | PASSWORD | ACCOUNT |$)");
    private static final String MYSQL = "SELECT user, host, '' FROM mysql.user WHERE user NOT IN ('mysql.sys',"
            + " 'mysql.session', 'mysql.infoschema') ORDER BY user, host";
    private static final String MARIADB = "SELECT user, host, is_role FROM mysql.user WHERE user NOT IN ('mariadb.sys',"
            + " 'PUBLIC', '') ORDER BY is_role DESC, user, host";

    private Accounts() {}

    /** @param name quoted, such as {@code 'app'@'%'} or, for MariaDB's roles, {@code 'reader'} */
    private record Account(String name, boolean isRole) {
        boolean isLocal() {
            return name.endsWith("@'localhost'") || name.endsWith("@'127.0.0.1'") || name.endsWith("@'::1'");
        }
    }

    /**
     * @param mariadb whether roles are something else than accounts
     * @return how many accounts
     */
    static int copy(Connection from, Connection to, boolean mariadb) throws SQLException {
        List<Account> accounts = new ArrayList<>(list(from, mariadb));
        List<Account> there = list(to, mariadb);
        accounts.removeIf(account -> account.isLocal() && there.contains(account));
        accounts.removeIf(account -> !isInForce(from, account));
        try (Statement statement = to.createStatement()) {
            for (Account account : accounts) {
                statement.execute(create(from, account));
            }
            for (Account account : accounts) {
                for (String grant : grants(from, account)) {
                    grant(statement, grant);
                }
            }
            for (Account account : accounts) {
                if (!account.isRole) {
                    // Now that every role is there and granted: default roles, and what an account of that name was
                    // before.
                    statement.execute(shown(from, account).replaceFirst("^CREATE USER", "ALTER USER"));
                }
            }
        }
        return accounts.size();
    }

    /** The right to act as others can only be given by one who has it, and a new server's administrator has it from the start. */
    private static void grant(Statement statement, String grant) throws SQLException {
        try {
            statement.execute(grant);
        } catch (SQLException e) {
            if (!grant.startsWith("GRANT PROXY")) {
                throw new SQLException(grant.replaceFirst(" IDENTIFIED .*", "") + ": " + e.getMessage(), e);
            }
            LOG.warn("not carried, since this account may not give it: {}", grant);
        }
    }

    /** A server that resolves no names passes over the accounts of named hosts, as if they were not there. */
    private static boolean isInForce(Connection from, Account account) {
        if (account.isRole) {
            return true;
        }
        try {
            return !shown(from, account).isEmpty();
        } catch (SQLException e) {
            LOG.warn("account {} is not carried: {}", account.name, e.getMessage());
            return false;
        }
    }

    private static List<Account> list(Connection from, boolean mariadb) throws SQLException {
        List<Account> accounts = new ArrayList<>();
        try (Statement statement = from.createStatement();
                ResultSet row = statement.executeQuery(mariadb ? MARIADB : MYSQL)) {
            while (row.next()) {
                boolean isRole = "Y".equals(row.getString(3));
                String name =
                        Catalog.literal(row.getString(1)) + (isRole ? "" : "@" + Catalog.literal(row.getString(2)));
                accounts.add(new Account(name, isRole));
            }
        }
        return accounts;
    }

    private static String create(Connection from, Account account) throws SQLException {
        if (account.isRole) {
            return "CREATE ROLE IF NOT EXISTS " + account.name;
        }
        String shown = shown(from, account).replaceFirst("^CREATE USER", "CREATE USER IF NOT EXISTS");
        return DEFAULT_ROLE.matcher(shown).replaceFirst("");
    }

    private static String shown(Connection from, Account account) throws SQLException {
        return lines(from, "SHOW CREATE USER " + account.name).get(0);
    }

    private static List<String> grants(Connection from, Account account) throws SQLException {
        return lines(from, "SHOW GRANTS FOR " + account.name).stream()
                .filter(line -> line.startsWith("GRANT"))
                .toList();
    }

    private static List<String> lines(Connection from, String show) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = from.createStatement();
                ResultSet row = statement.executeQuery(show)) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return lines;
    }
}
