package dev.understudy.recovery.verify;

import java.sql.SQLException;
import java.time.Duration;

/** Both sides, open. One thread. */
final class Sessions implements AutoCloseable {

    static final String UNHASHED =
            "a value could not be brought into a hash; it may be longer than the server's max_allowed_packet";

    private final Subject subject;
    private final PrimarySession primary;
    private final StandbySession standby;
    private final CommonCut cut;

    Sessions(Subject subject, Duration patience) throws SQLException {
        this.subject = subject;
        this.primary = new PrimarySession(subject, patience);
        StandbySession opened = null;
        try {
            opened = new StandbySession(subject);
        } finally {
            if (opened == null) {
                primary.close();
            }
        }
        this.standby = opened;
        this.cut = new CommonCut(primary, standby, patience);
    }

    Subject subject() {
        return subject;
    }

    PrimarySession primary() {
        return primary;
    }

    StandbySession standby() {
        return standby;
    }

    CommonCut cut() {
        return cut;
    }

    /** Whether a failure was the statement's and not the connection's. */
    boolean areUsable() {
        try {
            return primary.isUsable() && standby.isUsable();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            standby.close();
        } finally {
            primary.close();
        }
    }
}
