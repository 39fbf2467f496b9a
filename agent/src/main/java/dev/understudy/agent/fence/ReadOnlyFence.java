package dev.understudy.agent.fence;

import dev.understudy.agent.server.Sessions;
import dev.understudy.engine.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Makes a server that answers read-only, and reads what it holds for good (safety.md, rule 16). Sessions are ended first,
 * as the statement waits behind open writes; and again, for those that came in between.
 */
final class ReadOnlyFence {

    private final Sessions sessions;
    private final Set<String> sparedUsers;

    /**
     * @param sessions under the fence's own account
     * @param sparedUsers Understudy's own, whose sessions go on
     */
    ReadOnlyFence(Sessions sessions, Set<String> sparedUsers) {
        this.sessions = sessions;
        this.sparedUsers = Set.copyOf(sparedUsers);
    }

    /**
     * Carries it out; returns the server's transaction set, read when no client could write any more.
     *
     * @param deadline how long any step may take
     */
    String close(Duration deadline) throws SQLException {
        Engine engine = sessions.engine();
        try (Connection session = sessions.open(deadline, deadline)) {
            engine.endSessions(session, sparedUsers);
            engine.setReadOnly(session, true);
            engine.endSessions(session, sparedUsers);
            if (!engine.readOnly(session)) {
                throw new SQLException("the server does not say that it is read-only");
            }
            return engine.executed(session).text();
        }
    }
}
