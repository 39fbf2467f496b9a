package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.replay.Definitions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several sessions on the source that see one and the same instant of it: commits are held while the snapshots begin and the executed set is
 * read, some milliseconds.
 */
final class Snapshot implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int ATTEMPTS = 20;
    private static final int MOST_SECONDS = 10;

    private final List<Connection> sessions;
    private final TransactionSet cut;
    private final String definitions;
    private final long since = System.nanoTime();

    private Snapshot(List<Connection> sessions, TransactionSet cut, String definitions) {
        this.sessions = List.copyOf(sessions);
        this.cut = cut;
        this.definitions = definitions;
    }

    /**
     * Begins.
     *
     * @param count how many sessions, at least 1
     */
    static Snapshot open(Seed.Opening source, Engine engine, int count) throws SQLException {
        List<Connection> sessions = new ArrayList<>();
        try (Connection lock = source.open()) {
            String definitions = Definitions.of(lock, engine);
            for (int i = 0; i < count; i++) {
                sessions.add(source.open());
            }
            return new Snapshot(sessions, freeze(lock, sessions, engine), definitions);
        } catch (SQLException | RuntimeException e) {
            close(sessions);
            throw e;
        }
    }

    /** Whoever waits for the lock makes all writers wait behind it: where a long statement stands in the way the lock is given up, not the writers. */
    private static TransactionSet freeze(Connection lock, List<Connection> sessions, Engine engine)
            throws SQLException {
        try (Statement freeze = lock.createStatement()) {
            freeze.execute("SET SESSION lock_wait_timeout = 1");
            for (int attempt = 1; ; attempt++) {
                try {
                    freeze.execute("FLUSH TABLES WITH READ LOCK");
                    break;
                } catch (SQLException e) {
                    if (e.getErrorCode() != LOCK_WAIT_TIMEOUT || attempt == ATTEMPTS) {
                        throw e;
                    }
                    LOG.info("a statement that takes long keeps the copy from beginning; trying again");
                    pause(attempt);
                }
            }
            try {
                for (Connection session : sessions) {
                    begin(session);
                }
                return engine.executed(lock);
            } finally {
                freeze.execute("UNLOCK TABLES");
            }
        }
    }

    private static void begin(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
        }
    }

    private static void pause(int attempt) throws SQLException {
        try {
            TimeUnit.SECONDS.sleep(Math.min(attempt, MOST_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    List<Connection> sessions() {
        return sessions;
    }

    /** All that the source had executed at the instant. */
    TransactionSet cut() {
        return cut;
    }

    /** What the source's objects were like just before the instant. Where they still are, none was altered since. */
    String definitions() {
        return definitions;
    }

    long ageSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    }

    @Override
    public void close() {
        close(sessions);
    }

    private static void close(List<Connection> sessions) {
        for (Connection session : sessions) {
            try {
                // At once: a session in the middle of a large answer would read it to its end first.
                session.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("closing", e);
            }
        }
    }
}
