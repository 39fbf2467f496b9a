package dev.understudy.recovery.replay;

import java.sql.SQLException;

/** What a lane needs of a session with a standby. One thread. */
interface LaneSession extends AutoCloseable {

    /**
     * Carries a range out, with its position, and does not commit it.
     *
     * @param lane the lane's number
     * @throws Halt where a row does not match exactly
     * @throws Fenced where the standby has a newer owner
     */
    void execute(Range range, int lane) throws SQLException;

    void commit() throws SQLException;

    void rollback() throws SQLException;

    /** Whether the server gave up for a lock's sake and has rolled back: another attempt may do. */
    boolean isLockConflict(SQLException e);

    /** The server's id of this session. */
    long session();

    /** Whether the server says that another session waits for a lock. */
    boolean seesWaiting(long other) throws SQLException;

    @Override
    void close() throws SQLException;
}
