package dev.understudy.agent.probe;

import dev.understudy.agent.server.Sessions;
import dev.understudy.agent.server.Tether;
import dev.understudy.events.Address;
import dev.understudy.events.Probe;
import dev.understudy.events.Probe.Outcome;
import dev.understudy.runtime.OnChange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at another node's server on a thread of its own, and tells what it saw.
 *
 * <pre>
 *   greeting ──answered──▶ session: a trivial query each interval; in between the idle socket is watched
 *      ▲                      │
 *      └── broken, silent ────┘   a break is followed by a look at once, not an interval later
 * </pre>
 *
 * <p>While all is well it keeps one session, as a server counts and logs connections that never log in. As soon as anything
 * is wrong it makes fresh connections, and tells what those meet.
 */
final class NodeObserver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeObserver.class);

    /** Told what was seen of the node. */
    interface Listener {
        /**
         * @param answeredAgoMillis how long ago the node last answered; null if never
         */
        void saw(String node, Probe probe, @Nullable Long answeredAgoMillis);
    }

    private final String node;
    private final Sessions sessions;
    private final Duration interval;
    private final Duration timeout;
    private final Listener listener;
    private final OnChange log;
    private final Thread thread;
    private @Nullable Long answeredNanos;
    private volatile boolean closed;
    private volatile @Nullable Connection session;

    NodeObserver(String node, Sessions sessions, Duration interval, Duration timeout, Listener listener) {
        this.node = node;
        this.sessions = sessions;
        this.interval = interval;
        this.timeout = timeout;
        this.listener = listener;
        this.log = new OnChange(LOG, "looking at " + node + " at " + sessions.address());
        this.thread = new Thread(this::run, "observe-" + node);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        drop();
    }

    private void run() {
        try {
            boolean outOfTurn = false;
            while (!closed) {
                long due = System.nanoTime() + interval.toNanos();
                look();
                // One look out of turn only: a server that cuts every connection must not be hammered.
                outOfTurn = waitUntil(due) && !outOfTurn;
                if (!outOfTurn) {
                    pauseUntil(due);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            drop();
        }
    }

    private void look() {
        Connection open = session;
        if (open != null && asks(open)) {
            return;
        }
        if (greets()) {
            login();
        }
    }

    /** Over the session. False where a fresh connection has to tell. */
    private boolean asks(Connection open) {
        long start = System.nanoTime();
        try (Statement statement = open.createStatement()) {
            statement.execute("SELECT 1");
            saw(Probe.answered(millisSince(start)));
            return true;
        } catch (SQLException e) {
            drop();
            Probe probe = Outcomes.of(e, millisSince(start));
            if (probe.outcome() == Outcome.SILENT) {
                saw(probe);
                return true;
            }
            return false;
        }
    }

    /** Over a fresh connection. True where it is worth logging in. */
    private boolean greets() {
        long start = System.nanoTime();
        Address address = sessions.address();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            Greeting.Refusal refusal = Greeting.read(socket.getInputStream());
            saw(Greeting.outcome(refusal, millisSince(start)));
            return refusal == null;
        } catch (IOException e) {
            saw(Outcomes.of(e, millisSince(start)));
            return false;
        }
    }

    private void login() {
        try {
            session = sessions.open(timeout, timeout);
        } catch (SQLException e) {
            LOG.debug("{}: {}", node, e.toString());
        }
    }

    /** Watches the session's socket; true where it broke before its time. */
    private boolean waitUntil(long due) {
        Connection open = session;
        Tether tether = open == null ? null : Tether.of(open);
        long left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
        if (tether == null || left <= 0 || !tether.breaksWithin(left)) {
            return false;
        }
        drop();
        return true;
    }

    private void saw(Probe probe) {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        if (probe.outcome() == Outcome.ANSWERED) {
            answeredNanos = now;
            log.well();
        } else {
            log.trouble(probe.outcome() + (probe.detail() == null ? "" : ": " + probe.detail()));
        }
        Long answered = answeredNanos;
        listener.saw(node, probe, answered == null ? null : TimeUnit.NANOSECONDS.toMillis(now - answered));
    }

    private void drop() {
        Connection open = session;
        session = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("{}: {}", node, e.toString());
            }
        }
    }

    private static void pauseUntil(long due) throws InterruptedException {
        long left = due - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}
