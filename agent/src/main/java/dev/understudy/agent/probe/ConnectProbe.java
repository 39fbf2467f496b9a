package dev.understudy.agent.probe;

import dev.understudy.agent.server.Sessions;
import dev.understudy.events.Probe;
import dev.understudy.runtime.OnChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fresh session on the own server and a trivial query. {@link #probe} is called by one thread, {@link #last} by any.
 */
public final class ConnectProbe {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectProbe.class);

    private final Sessions sessions;
    private final Duration timeout;
    private final Runnable onChange;
    private final OnChange log;
    private volatile @Nullable Ended last;

    /** An attempt, and when it ended, {@code System.nanoTime()}. */
    private record Ended(Probe probe, long nanos) {}

    /**
     * @param timeout of the connection, and again of each answer
     * @param onChange called when the outcome differs from the one before
     */
    public ConnectProbe(Sessions sessions, Duration timeout, Runnable onChange) {
        this.sessions = sessions;
        this.timeout = timeout;
        this.onChange = onChange;
        this.log = new OnChange(LOG, "connecting to the server at " + sessions.address());
    }

    /** The newest outcome, with how long ago it was: an answer that is repeated is no new one. Null before the first. */
    public @Nullable Probe last(long nowNanos) {
        Ended ended = last;
        return ended == null ? null : ended.probe().ago(TimeUnit.NANOSECONDS.toMillis(nowNanos - ended.nanos()));
    }

    public void probe() {
        long start = System.nanoTime();
        Probe probe;
        try (Connection session = sessions.open(timeout, timeout);
                Statement statement = session.createStatement()) {
            statement.execute("SELECT 1");
            probe = Probe.answered((System.nanoTime() - start) / 1e6);
        } catch (SQLException e) {
            probe = Outcomes.of(e, (System.nanoTime() - start) / 1e6);
        }
        Ended before = last;
        last = new Ended(probe, System.nanoTime());
        if (probe.outcome() == Probe.Outcome.ANSWERED) {
            log.well();
        } else {
            log.trouble(probe.outcome() + (probe.detail() == null ? "" : ": " + probe.detail()));
        }
        if (before == null || before.probe().outcome() != probe.outcome()) {
            onChange.run();
        }
    }
}
