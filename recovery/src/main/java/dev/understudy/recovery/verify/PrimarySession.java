package dev.understudy.recovery.verify;

import dev.understudy.engine.TransactionSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sessions on the primary: one that reads, and where something differs one that locks and one that writes the canary. One thread. */
final class PrimarySession implements AutoCloseable {

    private static final String ROW = "verify";

    private final Subject subject;
    private final Duration patience;
    private final Connection reading;
    private @Nullable Connection locking;
    private @Nullable Connection canary;
    private long sequence;

    PrimarySession(Subject subject, Duration patience) throws SQLException {
        this.subject = subject;
        this.patience = patience;
        this.reading = subject.primary().opening().open();
        Reading.prepare(reading);
        requireWriter(reading);
    }

    Connection reading() {
        return reading;
    }

    /**
     * Waits until everything that the standby shows shows here too: the log may bring a transaction to the standby in the
     * instant before the primary lets others see it.
     */
    void awaitHolds(TransactionSet applied) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            TransactionSet executed = executed();
            if (executed.containsAll(applied)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new VerifyFailure(subject.standby().node() + " holds transactions that "
                        + subject.primary().node() + " has not ("
                        + applied.minus(executed).text()
                        + "): name the node that reigns with --primary, or seed the standby anew");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** All that it has executed. */
    TransactionSet executed() throws SQLException {
        return subject.engine().executed(reading);
    }

    /** For locking reads; in a transaction that the caller rolls back. It never waits for long, whatever is locked. */
    Connection locking() throws SQLException {
        Connection open = locking;
        if (open == null) {
            open = subject.primary().opening().open();
            Reading.prepare(open);
            Reading.execute(open, "SET SESSION lock_wait_timeout = 1", "SET SESSION innodb_lock_wait_timeout = 1");
            open.setAutoCommit(false);
            locking = open;
        }
        return open;
    }

    /** Writes a small transaction, and returns all that the primary has executed behind it. */
    TransactionSet writeCanary() throws SQLException {
        Connection open = canary;
        if (open == null) {
            open = subject.primary().opening().open();
            // A commit that waits for something must not hold the rows for ever that are locked meanwhile.
            open.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
            Reading.execute(open, "SET SESSION lock_wait_timeout = 5", "SET SESSION innodb_lock_wait_timeout = 5");
            canary = open;
        }
        try {
            requireWriter(open);
            sequence++;
            // The condition stands in the statement: a fence waits for statements that have begun, and none begins
            // behind it.
            if (write(open, "UPDATE understudy.canary SET at_ms = ?, seq = ? WHERE node = ? AND @@GLOBAL.read_only = 0")
                            == 0
                    && write(
                                    open,
                                    "INSERT INTO understudy.canary (at_ms, seq, node, epoch)"
                                            + " SELECT ?, ?, ?, 0 FROM DUAL WHERE @@GLOBAL.read_only = 0")
                            == 0) {
                throw readOnly();
            }
            return subject.engine().executed(open);
        } catch (SQLException e) {
            canary = null;
            open.abort(Runnable::run);
            throw e;
        }
    }

    private int write(Connection open, String sql) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setLong(1, System.currentTimeMillis());
            statement.setLong(2, sequence);
            statement.setString(3, ROW);
            return statement.executeUpdate();
        }
    }

    /** A write on any other server would be a transaction that nobody else has. */
    private void requireWriter(Connection open) throws SQLException {
        if (subject.engine().readOnly(open)) {
            throw readOnly();
        }
    }

    private VerifyFailure readOnly() {
        return new VerifyFailure(
                subject.primary().node() + " is read-only, so it is no primary: name the writer with --primary");
    }

    boolean isUsable() throws SQLException {
        return reading.isValid(2);
    }

    @Override
    public void close() throws SQLException {
        Connection[] open = {canary, locking, reading};
        for (Connection each : open) {
            if (each != null) {
                each.close();
            }
        }
    }
}
