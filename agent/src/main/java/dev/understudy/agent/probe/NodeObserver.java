package dev.understudy.agent.probe;

import dev.understudy.agent.OnChange;
import dev.understudy.agent.server.Sessions;
import dev.understudy.events.Address;
import dev.understudy.events.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at another node's server on a thread of its own: connect, read the greeting, tell what was seen. The connection is
 * then left open until the next look is due: when it breaks before, the server has just ended or cut it, and the next look
 * comes at once instead of an interval later.
 */
final class NodeObserver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeObserver.class);

    /**
     * A server blocks a host that broke off too many handshakes in a row (max_connect_errors, 100); one whole login sets its
     * count back.
     */
    private static final int LOGIN_EVERY = 25;

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
    private volatile @Nullable Socket open;

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
        Socket socket = open;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("closing: {}", e.toString());
            }
        }
    }

    private void run() {
        try {
            boolean again = false;
            for (long count = 1; !closed; count++) {
                long due = System.nanoTime() + interval.toNanos();
                boolean broken = look(due, again);
                // One look out of turn only: a server that cuts every connection must not be hammered.
                again = broken && !again;
                if (!again) {
                    pauseUntil(due);
                    if (count % LOGIN_EVERY == 0) {
                        login();
                    }
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Looks once; true where the connection then broke before its time. */
    private boolean look(long due, boolean outOfTurn) {
        long start = System.nanoTime();
        Address address = sessions.address();
        try (Socket socket = new Socket()) {
            open = socket;
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            String error = Greeting.read(socket.getInputStream());
            saw(Greeting.outcome(error, millisSince(start)));
            return !outOfTurn && error == null && breaksBefore(due, socket);
        } catch (IOException e) {
            if (!closed) {
                saw(Outcomes.of(e, millisSince(start)));
            }
            return false;
        } finally {
            open = null;
        }
    }

    private boolean breaksBefore(long due, Socket socket) {
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            socket.setSoTimeout((int) left);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return !closed;
        }
    }

    private void saw(Probe probe) {
        long now = System.nanoTime();
        if (probe.outcome() == Probe.Outcome.ANSWERED) {
            answeredNanos = now;
            log.well();
        } else {
            log.trouble(probe.outcome() + (probe.detail() == null ? "" : ": " + probe.detail()));
        }
        Long answered = answeredNanos;
        listener.saw(node, probe, answered == null ? null : TimeUnit.NANOSECONDS.toMillis(now - answered));
    }

    private void login() {
        try (Connection session = sessions.open(timeout, timeout)) {
            session.isValid(1);
        } catch (SQLException e) {
            LOG.debug("{}: {}", node, e.toString());
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
