package dev.understudy.recovery.verify;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.replay.Position;
import java.sql.Connection;
import java.sql.SQLException;

/** A session on the standby, which the server itself keeps from writing. One thread. */
final class StandbySession implements AutoCloseable {

    private final Subject subject;
    private final Connection connection;

    StandbySession(Subject subject) throws SQLException {
        this.subject = subject;
        this.connection = subject.standby().opening().open();
        Reading.prepare(connection);
        Reading.execute(connection, "SET SESSION TRANSACTION READ ONLY");
    }

    /** Reads something. */
    @FunctionalInterface
    interface Read<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * What was read, and at which set of applied transactions.
     *
     * @param applied what the standby held when it was
     */
    record Seen<T>(T value, TransactionSet applied) {}

    /** In one snapshot: so that what is read is what exactly these transactions made. */
    <T> Seen<T> inSnapshot(Read<T> read) throws SQLException {
        Reading.execute(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT");
        try {
            TransactionSet applied = applied();
            Seen<T> seen = new Seen<>(read.on(connection), applied);
            Reading.execute(connection, "COMMIT");
            return seen;
        } catch (SQLException | RuntimeException e) {
            try {
                Reading.execute(connection, "ROLLBACK");
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    /** What the standby holds now. */
    TransactionSet applied() throws SQLException {
        return Position.read(connection, subject.engine(), subject.cluster())
                .orElseThrow(() -> new VerifyFailure(subject.standby().node() + " has no position: it is no standby of "
                        + subject.cluster() + ", or was never seeded"))
                .applied();
    }

    Connection connection() {
        return connection;
    }

    boolean isUsable() throws SQLException {
        return connection.isValid(2);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
