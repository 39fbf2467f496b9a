package dev.understudy.cli.standby;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.events.Address;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ClusterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Makes Understudy's accounts on a new server, as the configuration has them, with one that may. */
final class OwnAccounts {

    private OwnAccounts() {}

    /**
     * Makes those that are missing, and gives them their rights; repeatable, and in no binlog.
     *
     * @param passwordFile its first line is the password
     */
    static void create(ClusterConfig cluster, Address address, String user, Path passwordFile) {
        Engine engine = Engine.named(cluster.engine());
        Properties account = new Properties();
        account.put("user", user);
        account.put("password", password(passwordFile));
        try (Connection connection =
                        DriverManager.getConnection(engine.jdbcUrl(address.host(), address.port()), account);
                Statement statement = connection.createStatement()) {
            engine.suppressBinlog(connection);
            // A MySQL that has just started lets nobody write; clients' writes stay refused.
            engine.admitReplay(connection);
            for (Map.Entry<AccountRole, Account> own : own(cluster).entrySet()) {
                for (String sql : engine.createAccount(
                        own.getKey(), own.getValue().user(), own.getValue().password())) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new CommandFailure(
                    ExitStatus.REFUSED,
                    "Understudy's accounts cannot be made at " + address + " as " + user + ": " + e.getMessage());
        }
    }

    private static Map<AccountRole, Account> own(ClusterConfig cluster) {
        Map<AccountRole, Account> own = new LinkedHashMap<>();
        own.put(AccountRole.RECOVERY, cluster.accounts().recovery());
        own.put(AccountRole.AGENT, cluster.accounts().agent());
        own.put(AccountRole.FENCE, cluster.accounts().fence());
        own.put(AccountRole.CONNECTOR, cluster.accounts().connector());
        return own;
    }

    private static String password(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new CommandFailure(ExitStatus.USAGE, "cannot read --admin-password-file " + file);
        }
    }
}
