package dev.understudy.agent.server;

import dev.understudy.runtime.OnChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server over one lasting session. {@link #read} is called by one thread, and blocks as long as the server does, at
 * most {@link #PATIENCE}; {@link #facts} is for any thread and tells nothing that is too old.
 */
public final class ServerReader implements AutoCloseable {

    /** How long an answer may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ServerReader.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    /** Counting connections makes the server visit each of them: not at every beat. */
    private static final int COUNT_EVERY = 5;

    private final Sessions sessions;
    private final String cluster;
    private final Duration connectTimeout;
    private final OnChange log;
    private volatile @Nullable ServerFacts facts;
    private volatile @Nullable Connection session;
    private @Nullable Integer used;
    private @Nullable Integer allowed;
    private int beats;

    public ServerReader(Sessions sessions, String cluster, Duration connectTimeout) {
        this.sessions = sessions;
        this.cluster = cluster;
        this.connectTimeout = connectTimeout;
        this.log = new OnChange(LOG, "asking the server at " + sessions.address());
    }

    /** The newest facts; null where there are none, or they are more than a second old. */
    public @Nullable ServerFacts facts(long nowNanos) {
        ServerFacts newest = facts;
        return newest == null || nowNanos - newest.readNanos() > FRESH_NANOS ? null : newest;
    }

    /** Asks. What goes wrong is logged once and ends in no facts. */
    public void read() {
        try {
            Connection open = session;
            if (open == null) {
                open = sessions.open(connectTimeout, PATIENCE);
                session = open;
                beats = 0;
            }
            boolean readOnly = sessions.engine().readOnly(open);
            String executed = sessions.engine().executed(open).text();
            if (beats++ % COUNT_EVERY == 0) {
                used = number(open, "SHOW GLOBAL STATUS LIKE 'Threads_connected'", 2);
                allowed = number(open, "SELECT @@GLOBAL.max_connections", 1);
            }
            facts = new ServerFacts(readOnly, executed, used, allowed, appliedAt(open), System.nanoTime());
            log.well();
        } catch (SQLException e) {
            log.trouble(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            close();
        }
    }

    private static @Nullable Integer number(Connection open, String query, int column) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? (Integer) result.getInt(column) : null;
        }
    }

    private @Nullable Long appliedAt(Connection open) throws SQLException {
        try (PreparedStatement statement =
                open.prepareStatement("SELECT at_ms FROM understudy.position WHERE cluster = ?")) {
            statement.setString(1, cluster);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? (Long) result.getLong(1) : null;
            }
        } catch (SQLException e) {
            if (ServerErrors.noSuchTable(e)) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        Connection open = session;
        session = null;
        facts = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("closing a session: {}", e.toString());
            }
        }
    }
}
