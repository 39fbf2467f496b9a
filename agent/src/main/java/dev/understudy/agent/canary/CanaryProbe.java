package dev.understudy.agent.canary;

import dev.understudy.agent.Node;
import dev.understudy.agent.memory.Memory;
import dev.understudy.agent.route.Reign;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.ServerErrors;
import dev.understudy.agent.server.Sessions;
import dev.understudy.events.Canary;
import dev.understudy.events.Epoch;
import dev.understudy.runtime.OnChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write probe. {@link #attempt} is called by one thread and waits for the commit as long as it takes, so that there is
 * never more than one outstanding; {@link #explain} runs on another and asks the server why; {@link #view} is for any thread.
 *
 * <p>It writes only where the route names this node as the writer of the highest epoch held here, it was not fenced in that
 * epoch, and the server's own epoch row knows of no higher one. Anywhere else a write would be an errant transaction
 * (safety.md, rule 15): there it tries a statement that a read-only server refuses and that changes nothing where it does not.
 */
public final class CanaryProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CanaryProbe.class);
    private static final double EXPLAIN_AFTER_MILLIS = 300;

    private final Node node;
    private final Sessions sessions;
    private final Duration connectTimeout;
    private final Reigns reigns;
    private final Memory memory;
    private final LongSupplier wallMillis;
    private final Inquiry inquiry;
    private final OnChange log;
    private volatile CanaryState state = CanaryState.NEW;
    private volatile @Nullable Why why;
    private volatile @Nullable Connection session;
    private volatile long sessionId;
    private long sequence;

    /**
     * How it reaches the server.
     *
     * @param sessions how to log in
     * @param connectTimeout how long that may take
     * @param inquiry asks what an attempt waits for; closed with the probe
     */
    public record Access(Sessions sessions, Duration connectTimeout, Inquiry inquiry) {}

    /**
     * @param wallMillis the clock, ms since 1970
     */
    public CanaryProbe(Node node, Access access, Reigns reigns, Memory memory, LongSupplier wallMillis) {
        this.node = node;
        this.sessions = access.sessions();
        this.connectTimeout = access.connectTimeout();
        this.inquiry = access.inquiry();
        this.reigns = reigns;
        this.memory = memory;
        this.wallMillis = wallMillis;
        this.log = new OnChange(LOG, "the canary on " + node.name());
    }

    public @Nullable Canary view(long nowNanos) {
        return state.view(nowNanos, why);
    }

    /** Tries once; true where it ended otherwise than the one before. */
    public boolean attempt() {
        Canary before = state.last();
        tryOnce();
        Canary after = state.last();
        return after != null && (before == null || before.outcome() != after.outcome());
    }

    private void tryOnce() {
        long start = System.nanoTime();
        state = state.begun(start);
        try {
            if (session == null) {
                // How long that takes says nothing of commits: where this process has just started, seconds.
                why = Why.notTried("its session is being opened");
            }
            Connection open = session();
            start = System.nanoTime();
            state = state.begun(start);
            why = null;
            Reign reign = reigns.get();
            if (CanaryRule.mayWrite(node.name(), reign, memory.get())) {
                write(open, reign.highest(), start);
            } else {
                state = state.finished(readOnlyKept(open), reign.roleOf(node.name()), millisSince(start));
            }
            log();
        } catch (SQLException e) {
            fail(e, start);
        }
        why = null;
    }

    private Connection session() throws SQLException {
        Connection open = session;
        if (open == null) {
            open = sessions.open(connectTimeout, Duration.ZERO);
            session = open;
            sessionId = connectionId(open);
        }
        return open;
    }

    private static long connectionId(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet result = statement.executeQuery("SELECT CONNECTION_ID()")) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    private void write(Connection open, Epoch epoch, long start) throws SQLException {
        Epoch known = epochOfServer(open);
        if (epoch.isOlderThan(known)) {
            state = state.failed(
                    millisSince(start),
                    Why.notTried("the server is in epoch " + known + ", the route known here in " + epoch));
            return;
        }
        long now = wallMillis.getAsLong();
        sequence++;
        if (execute(open, "UPDATE understudy.canary SET epoch = ?, at_ms = ?, seq = ? WHERE node = ?", epoch, now)
                == 0) {
            execute(open, "INSERT INTO understudy.canary (epoch, at_ms, seq, node) VALUES (?, ?, ?, ?)", epoch, now);
        }
        state = state.committed(millisSince(start), wallMillis.getAsLong());
    }

    private int execute(Connection open, String sql, Epoch epoch, long now) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setLong(1, epoch.number());
            statement.setLong(2, now);
            statement.setLong(3, sequence);
            statement.setString(4, node.name());
            return statement.executeUpdate();
        }
    }

    /** The epoch in the server's own row; none where the table is not there. */
    private Epoch epochOfServer(Connection open) throws SQLException {
        try (PreparedStatement statement =
                open.prepareStatement("SELECT epoch FROM understudy.epoch WHERE cluster = ?")) {
            statement.setString(1, node.cluster());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Epoch.of(result.getLong(1)) : Epoch.NONE;
            }
        } catch (SQLException e) {
            if (ServerErrors.noSuchTable(e)) {
                return Epoch.NONE;
            }
            throw e;
        }
    }

    /** Whether a write is refused; the one tried here changes no row and reaches no binlog where it is not. */
    private static boolean readOnlyKept(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.executeUpdate("UPDATE understudy.canary SET seq = seq WHERE 1 = 0");
            return false;
        } catch (SQLException e) {
            if (ServerErrors.readOnly(e)) {
                return true;
            }
            throw e;
        }
    }

    private void fail(SQLException e, long start) {
        // Without a session nothing was tried: whether the server can be reached others tell.
        Why reason = session == null
                ? Why.notTried(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
                : Why.of(e);
        state = state.failed(millisSince(start), reason);
        log.trouble(reason.text());
        if (!ServerErrors.readOnly(e) && !ServerErrors.noSuchTable(e)) {
            Connection open = session;
            session = null;
            close(open);
        }
    }

    private void log() {
        Canary last = state.last();
        if (last != null && last.outcome() == Canary.Outcome.FAILED) {
            log.trouble(String.valueOf(last.reason()));
        } else {
            log.well();
        }
    }

    /** Asks the server why the attempt under way waits, once it has waited for a while. */
    public void explain() {
        if (session != null && state.waitingMillis(System.nanoTime()) >= EXPLAIN_AFTER_MILLIS) {
            why = inquiry.why(sessionId);
        }
    }

    /**
     * Gives up the sessions of a server that has ended. The kernel has cut them already where it could; this is for the
     * attempt that would otherwise wait for an answer that cannot come.
     */
    public void serverEnded() {
        Connection open = session;
        session = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("aborting: {}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        serverEnded();
        inquiry.close();
    }

    private static void close(@Nullable Connection open) {
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("closing: {}", e.toString());
            }
        }
    }

    private static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}
