package dev.understudy.recovery.server;

import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.owner.Superseded;
import dev.understudy.recovery.replay.StandbySchema;
import dev.understudy.runtime.config.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One server. Every side effect runs in a session that first locks the server's row in {@code understudy.epoch} and compares
 * the term: an owner that was superseded while it slept changes nothing. Not thread-safe, but for {@link #open}.
 */
public final class Server implements AutoCloseable {

    private static final int SECONDS_TO_VALIDATE = 1;

    private final String cluster;
    private final String node;
    private final Address address;
    private final Engine engine;
    private final Account account;
    private final String owner;
    private final long term;
    private @Nullable Connection warm;

    /** Something that is done on a server. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Who works on it.
     *
     * @param account the account that recovery uses
     * @param owner this instance's name
     * @param term its term
     */
    public record Ownership(String cluster, Account account, String owner, long term) {}

    public Server(String node, Address address, Engine engine, Ownership ownership) {
        this.cluster = ownership.cluster();
        this.node = node;
        this.address = address;
        this.engine = engine;
        this.account = ownership.account();
        this.owner = ownership.owner();
        this.term = ownership.term();
    }

    public String node() {
        return node;
    }

    public Address address() {
        return address;
    }

    /** A fresh connection; the caller closes it. */
    public Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.put("user", account.user());
        properties.put("password", account.password());
        return DriverManager.getConnection(engine.jdbcUrl(address.host(), address.port()), properties);
    }

    /**
     * Takes the server over: makes our tables, raises the term, and ends the older owner's sessions.
     *
     * @throws Superseded where a newer owner was here
     */
    public void claim() throws SQLException {
        Connection connection = warm();
        if (engine.readOnly(connection)) {
            engine.admitReplay(connection);
        }
        StandbySchema.ensure(engine, connection);
        check(connection);
        try (PreparedStatement raise = connection.prepareStatement(
                "INSERT INTO understudy.epoch (cluster, epoch, term, owner, writer) VALUES (?, 0, ?, ?, '')"
                        + " ON DUPLICATE KEY UPDATE term = VALUES(term), owner = VALUES(owner)")) {
            raise.setString(1, cluster);
            raise.setLong(2, term);
            raise.setString(3, owner);
            raise.executeUpdate();
        }
        connection.commit();
        while (engine.endSessionsOf(connection, account.user()) > 0) {
            connection.commit();
        }
        connection.commit();
    }

    /** Reads; nothing is locked. */
    public <T> T read(Work<T> work) throws SQLException {
        Connection connection = warm();
        T result = work.on(connection);
        connection.commit();
        return result;
    }

    /**
     * Changes something, as the owner.
     *
     * @throws Superseded where a newer owner was here
     */
    public <T> T asOwner(Work<T> work) throws SQLException {
        Connection connection = warm();
        check(connection);
        T result = work.on(connection);
        connection.commit();
        return result;
    }

    /** Raises the server's epoch row; a lower epoch than the row's is refused. */
    public void raiseEpoch(Connection connection, Epoch epoch, String writer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE understudy.epoch SET epoch = ?, writer = ? WHERE cluster = ? AND epoch <= ?")) {
            update.setLong(1, epoch.number());
            update.setString(2, writer);
            update.setString(3, cluster);
            update.setLong(4, epoch.number());
            if (update.executeUpdate() != 1) {
                throw new SQLException(node + " has seen an epoch above " + epoch);
            }
        }
    }

    @Override
    public void close() {
        Connection connection = warm;
        warm = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // A connection that cannot be closed is gone already.
                warm = null;
            }
        }
    }

    private void check(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT term, owner FROM understudy.epoch WHERE cluster = ? FOR UPDATE")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && row.getLong(1) > term) {
                    throw new Superseded(node + " belongs to " + row.getString(2) + " (term " + row.getLong(1)
                            + "), and this is term " + term);
                }
            }
        }
    }

    /** The connection that is kept open, so that a fail-over need not wait for a handshake. */
    private Connection warm() throws SQLException {
        Connection connection = warm;
        if (connection != null && connection.isValid(SECONDS_TO_VALIDATE)) {
            return connection;
        }
        close();
        connection = open();
        engine.suppressBinlog(connection);
        connection.setAutoCommit(false);
        warm = connection;
        return connection;
    }
}
