package dev.understudy.recovery.replay;

import java.sql.SQLException;

/** What a lane needs of a session with a standby. One thread. */
interface LaneSession extends AutoCloseable {

    /**
     * Makes ready what can be without the server, while others are before it.
     *
     * @param lane the lane's number
     * @throws Halt where a value cannot be carried over
     */
    void prepare(Range range, int lane);

    /**
     * Carries the range out that was prepared, with its position, and does not commit it. May be called again after a rollback.
     *
     * @throws Halt where a row does not match exactly
     * @throws Fenced where the standby has a newer owner
     */
    void execute(Range range) throws SQLException;

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
