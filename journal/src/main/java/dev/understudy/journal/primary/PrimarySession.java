package dev.understudy.journal.primary;

import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.runtime.config.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A session with a primary to ask it something; one that hangs is not waited for. */
public final class PrimarySession {

    /** Longer than the lock that MariaDB's start is waited for. */
    private static final String ANSWER_WITHIN_MILLIS = "5000";

    private PrimarySession() {}

    /** Opens one; the caller closes it. */
    public static Connection open(Engine engine, Address address, Account account) throws SQLException {
        Properties login = new Properties();
        login.put("user", account.user());
        login.put("password", account.password());
        login.put("socketTimeout", ANSWER_WITHIN_MILLIS);
        return DriverManager.getConnection(engine.jdbcUrl(address.host(), address.port()), login);
    }
}
