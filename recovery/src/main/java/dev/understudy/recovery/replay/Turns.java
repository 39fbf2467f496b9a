package dev.understudy.recovery.replay;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who carries out what, and whose turn it is to commit: what lanes, and whoever gives them ranges, wait for. Thread-safe. */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Consumer<Range> told;
    private @Nullable Range offered;
    private long submitted;
    private long committed;
    private @Nullable Throwable failure;
    private boolean closed;

    /** What a lane is told that waits for its turn. */
    enum Told {
        GO,
        /** It has waited for a while, and it is still another's turn. */
        NOT_YET,
        /** There will be no turn any more. */
        END
    }

    /**
     * @param told of each range when it is committed, in order
     */
    Turns(Consumer<Range> told) {
        this.told = told;
    }

    /** All ranges up to this one are committed. */
    long committed() {
        lock.lock();
        try {
            return committed;
        } finally {
            lock.unlock();
        }
    }

    /** Offers a range to the lanes; waits while another is offered. */
    void submit(Range range) throws SQLException {
        lock.lock();
        try {
            while (offered != null && failure == null) {
                moved.awaitUninterruptibly();
            }
            rethrow();
            offered = range;
            submitted = range.number();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that was submitted is committed. */
    void drain() throws SQLException {
        lock.lock();
        try {
            while (committed < submitted && failure == null) {
                moved.awaitUninterruptibly();
            }
            rethrow();
        } finally {
            lock.unlock();
        }
    }

    /** Throws what has ended a lane; does nothing where all is well. */
    void check() throws SQLException {
        lock.lock();
        try {
            rethrow();
        } finally {
            lock.unlock();
        }
    }

    /** The next range for a lane; null where there will be none. */
    @Nullable
    Range take() {
        lock.lock();
        try {
            while (offered == null && !ends()) {
                moved.awaitUninterruptibly();
            }
            Range range = offered;
            offered = null;
            moved.signalAll();
            return ends() ? null : range;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all ranges up to this one are committed. */
    Told await(long number) {
        lock.lock();
        try {
            while (committed < number && !ends()) {
                moved.awaitUninterruptibly();
            }
            return ends() ? Told.END : Told.GO;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #await(long)}, for so long. */
    Told await(long number, long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (committed < number && !ends()) {
                if (left <= 0) {
                    return Told.NOT_YET;
                }
                left = moved.awaitNanos(left);
            }
            return ends() ? Told.END : Told.GO;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Told.END;
        } finally {
            lock.unlock();
        }
    }

    /** A lane has committed the range whose turn it was. */
    void finished(Range range) {
        // Told before the next one can be.
        lock.lock();
        try {
            told.accept(range);
            committed = range.number();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A lane has come to its end. Only the first reason counts. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null && !closed) {
                failure = cause;
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends all home who wait. */
    void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean ends() {
        return closed || failure != null;
    }

    private void rethrow() throws SQLException {
        if (failure instanceof SQLException sql) {
            throw sql;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
