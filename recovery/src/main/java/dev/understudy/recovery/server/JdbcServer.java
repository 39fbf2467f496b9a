package dev.understudy.recovery.server;

import dev.understudy.engine.Engine;
import dev.understudy.engine.SemiSync;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.replay.FollowedLog;
import dev.understudy.recovery.replay.OwnHistory;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.StandbyEvents;
import dev.understudy.recovery.replay.StandbySchema;
import dev.understudy.recovery.replay.StoredTriggers;
import dev.understudy.recovery.seed.Seed;
import dev.understudy.recovery.seed.TableReseed;
import dev.understudy.runtime.config.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A server, over JDBC. Every side effect runs in a session that first locks the server's {@link EpochRow} and compares the term: an
 * owner that was superseded while it slept changes nothing. Not thread-safe, but for {@link #open}.
 */
public final class JdbcServer implements Server {

    private static final int SECONDS_TO_VALIDATE = 1;
    private static final Duration SESSIONS_END = Duration.ofSeconds(10);

    /** A server that hangs accepts a connection and then says nothing: whoever works for the whole cluster cannot wait. */
    private static final String ANSWER_WITHIN_MILLIS = "15000";

    private final String cluster;
    private final String node;
    private final Address address;
    private final Engine engine;
    private final Account account;
    private final EpochRow row;
    private final WaitingCommit waiting;
    private @Nullable Connection warm;

    /**
     * Who works on it.
     *
     * @param account the account that recovery uses
     * @param owner this instance's name
     * @param term its term
     */
    public record Ownership(String cluster, Account account, String owner, long term) {}

    public JdbcServer(String node, Address address, Engine engine, Ownership ownership) {
        this.cluster = ownership.cluster();
        this.node = node;
        this.address = address;
        this.engine = engine;
        this.account = ownership.account();
        this.row = new EpochRow(cluster, node, ownership.owner(), ownership.term());
        this.waiting = new WaitingCommit(node);
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Connection open() throws SQLException {
        return open(new Properties());
    }

    @Override
    public Connection openForReplay() throws SQLException {
        Properties properties = new Properties();
        properties.put("allowMultiQueries", "true");
        return open(properties);
    }

    private Connection open(Properties properties) throws SQLException {
        properties.put("user", account.user());
        properties.put("password", account.password());
        return DriverManager.getConnection(engine.jdbcUrl(address.host(), address.port()), properties);
    }

    @Override
    public void claim() throws SQLException {
        // Without a lock: a superseded owner must find out before it ends anybody's session.
        admit();
        Connection connection = warm();
        endOlderSessions(connection);
        StandbySchema.ensure(engine, connection);
        inTransaction(connection, row::take);
        endOlderSessions(connection);
    }

    @Override
    public void admit() throws SQLException {
        Connection connection = warm();
        inTransaction(connection, row::found);
        if (engine.readOnly(connection)) {
            engine.admitReplay(connection);
        }
    }

    private void endOlderSessions(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + SESSIONS_END.toNanos();
        while (engine.endSessionsOf(connection, account.user()) > 0) {
            connection.commit();
            if (System.nanoTime() > deadline) {
                throw new SQLException("sessions of an older owner on " + node + " do not end");
            }
        }
        connection.commit();
    }

    @Override
    public <T> T read(Work<T> work) throws SQLException {
        return inTransaction(warm(), work);
    }

    @Override
    public <T> T asOwner(Work<T> work) throws SQLException {
        // Without a lock at first: an older owner that stands still may hold it, and only the claim ends its session.
        if (inTransaction(warm(), row::found) < row.term()) {
            claim();
        }
        return inTransaction(warm(), connection -> {
            if (row.locked(connection) < row.term()) {
                throw new SQLException(node + " cannot be claimed");
            }
            return work.on(connection);
        });
    }

    /** Nothing is left open behind a failure: the next one to use the connection could not tell. */
    private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    @Override
    public void asOwnerOutsideTransaction(Work<?> work) throws SQLException {
        // This very session was looked at; another one would not be among those that a newer owner ended.
        Connection connection = asOwner(asked -> asked);
        connection.setAutoCommit(true);
        try {
            work.on(connection);
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(false);
            }
        }
    }

    @Override
    public String awaitAcknowledged(Epoch epoch, Duration patience) throws SQLException, InterruptedException {
        SemiSync.State before = asOwner(connection -> engine.semiSync().state(connection));
        if (!before.waits()) {
            return "its commits do not wait for the journal: semi-synchronous replication is "
                    + (before.present() ? "switched off" : "not there");
        }
        if (!waiting.isPending()) {
            // No transaction locks the row while it waits: a newer owner's claim ends its session.
            waiting.begin(open(), row, epoch);
        }
        String trouble = waiting.await(patience);
        if (!trouble.isEmpty()) {
            return trouble;
        }
        SemiSync.State after = read(connection -> engine.semiSync().state(connection));
        return after.waits() && after.unacknowledged() <= before.unacknowledged()
                ? ""
                : "its first commit returned without an acknowledgement";
    }

    @Override
    public void raiseEpoch(Connection connection, Epoch epoch, String writer) throws SQLException {
        row.raise(connection, epoch, writer);
        OwnHistory.forget(connection);
    }

    @Override
    public Optional<Position> position() throws SQLException {
        return read(connection -> Position.read(connection, engine, cluster));
    }

    @Override
    public void releaseTriggers() throws SQLException {
        asOwnerOutsideTransaction(connection -> new StoredTriggers(connection).release());
    }

    @Override
    public void resumeEvents() throws SQLException {
        asOwnerOutsideTransaction(connection -> {
            StandbyEvents.resume(engine, connection);
            return true;
        });
    }

    @Override
    public void suspendEvents() throws SQLException {
        asOwnerOutsideTransaction(connection -> {
            StandbyEvents.suspend(engine, connection);
            return true;
        });
    }

    @Override
    public void giveUp() throws SQLException {
        asOwner(connection -> {
            Seed.want(connection);
            OwnHistory.forget(connection);
            FollowedLog.forget(connection);
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM understudy.position WHERE cluster = ?")) {
                delete.setString(1, cluster);
                return delete.executeUpdate();
            }
        });
        asOwnerOutsideTransaction(connection -> {
            engine.forgetHistory(connection);
            return true;
        });
    }

    @Override
    public void giveUp(Collection<TableName> tables) throws SQLException {
        asOwner(connection -> {
            TableReseed.order(connection, engine, tables);
            return true;
        });
    }

    @Override
    public boolean awaitsCopy() throws SQLException {
        return read(Seed::isWanted);
    }

    @Override
    public void stepDown() throws SQLException {
        asOwner(row::stepDown);
    }

    @Override
    public void close() {
        waiting.close();
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

    /** The connection that is kept open, so that a fail-over need not wait for a handshake. */
    private Connection warm() throws SQLException {
        Connection connection = warm;
        if (connection != null && connection.isValid(SECONDS_TO_VALIDATE)) {
            return connection;
        }
        close();
        Properties bounded = new Properties();
        bounded.put("socketTimeout", ANSWER_WITHIN_MILLIS);
        connection = open(bounded);
        engine.suppressBinlog(connection);
        connection.setAutoCommit(false);
        warm = connection;
        return connection;
    }
}
