package dev.understudy.recovery.verify;

import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.runtime.config.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * One of the two servers.
 *
 * @param node its name
 * @param opening opens a session on it
 */
public record Side(String node, Opening opening) {

    /** Opens a connection; whoever asked closes it. */
    @FunctionalInterface
    public interface Opening {
        Connection open() throws SQLException;
    }

    /** A server over JDBC; the password is read afresh for each session. */
    public static Side over(Engine engine, String node, Address address, Account account) {
        return new Side(node, () -> {
            Properties properties = new Properties();
            properties.put("user", account.user());
            properties.put("password", account.password());
            return DriverManager.getConnection(engine.jdbcUrl(address.host(), address.port()), properties);
        });
    }
}
