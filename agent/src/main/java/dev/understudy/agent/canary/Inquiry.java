package dev.understudy.agent.canary;

import dev.understudy.agent.server.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server over a session of its own what another one waits for. Called by one thread. */
public final class Inquiry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final Duration connectTimeout;
    private final Supplier<@Nullable Long> freeBytes;
    private volatile @Nullable Connection session;

    /**
     * @param freeBytes what is free on the file system of the server's data; null where that cannot be read
     */
    public Inquiry(Sessions sessions, Duration connectTimeout, Supplier<@Nullable Long> freeBytes) {
        this.sessions = sessions;
        this.connectTimeout = connectTimeout;
        this.freeBytes = freeBytes;
    }

    /** Why; null where the server does not answer. */
    @Nullable
    Why why(long waiting) {
        try {
            Connection open = session;
            if (open == null) {
                open = sessions.open(connectTimeout, PATIENCE);
                session = open;
            }
            return Why.of(sessions.engine().whyItWaits(open, waiting)).given(freeBytes.get());
        } catch (SQLException e) {
            LOG.debug("asking what the canary waits for: {}", e.toString());
            close();
            return null;
        }
    }

    @Override
    public void close() {
        Connection open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("closing: {}", e.toString());
            }
        }
    }
}
