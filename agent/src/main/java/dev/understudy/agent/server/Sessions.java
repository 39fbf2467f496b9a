package dev.understudy.agent.server;

import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ConfigurationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Opens sessions on one server under one account. Immutable and thread-safe.
 *
 * @param engine what kind of server
 * @param address where it listens
 * @param account under which account
 */
public record Sessions(Engine engine, Address address, Account account) {

    /**
     * Opens a session; the caller closes it.
     *
     * @param connect how long the connection may take
     * @param read how long any answer may take; zero for as long as it likes
     */
    public Connection open(Duration connect, Duration read) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", account.user());
        try {
            properties.setProperty("password", account.password());
        } catch (ConfigurationException e) {
            throw new SQLException(e.getMessage(), e);
        }
        String url = engine.jdbcUrl(address.host(), address.port());
        return DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "connectTimeout=" + connect.toMillis() + "&socketTimeout="
                        + read.toMillis(),
                properties);
    }
}
