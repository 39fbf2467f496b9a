package dev.understudy.recovery.replay;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries ranges out side by side and commits them one after the other, in their order: the standby is at every instant a
 * prefix of the primary.
 *
 * <p>A server cannot see that one session waits for another's turn to commit. So where a range stands still behind a lock, those
 * that wait for their turn behind it give their locks up and begin again. And what goes wrong in a range that was early is tried
 * once more when its turn has come: only then does it count.
 *
 * <p>One thread submits; each lane is a thread.
 */
final class Lanes implements AutoCloseable {

    private static final long STALL_MILLIS = 50;
    private static final int ATTEMPTS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<Lane> lanes = new ArrayList<>();
    private final Consumer<Range> committed;
    private @Nullable Range offered;
    private long lastSubmitted;
    private long lastCommitted;
    private @Nullable Throwable failure;
    private boolean closed;

    /**
     * @param sessions one for each lane; owned by it from now on
     * @param committed told of each range when it is committed, in order
     */
    Lanes(List<? extends LaneSession> sessions, Consumer<Range> committed) {
        this.committed = committed;
        for (LaneSession session : sessions) {
            lanes.add(new Lane(session, lanes.size()));
        }
        lanes.forEach(Thread::start);
    }

    /** All ranges up to this one are committed. */
    long committed() {
        lock.lock();
        try {
            return lastCommitted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands a range to a lane; waits while all are busy.
     *
     * @throws Halt where a range could not be applied faithfully
     * @throws Fenced where the standby has a newer owner
     */
    void submit(Range range) throws SQLException {
        lock.lock();
        try {
            while (offered != null && failure == null) {
                moved.awaitUninterruptibly();
            }
            rethrow();
            offered = range;
            lastSubmitted = range.number();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does nothing where all is well.
     *
     * @throws Halt as {@link #submit}
     */
    void check() throws SQLException {
        lock.lock();
        try {
            rethrow();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that was submitted is committed. */
    void drain() throws SQLException {
        lock.lock();
        try {
            while (lastCommitted < lastSubmitted && failure == null) {
                moved.awaitUninterruptibly();
            }
            rethrow();
        } finally {
            lock.unlock();
        }
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

    /** Ends the lanes; what is not committed is rolled back. After the return nothing more is written. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Lane lane : lanes) {
            while (lane.isAlive()) {
                try {
                    lane.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a lane is told while it waits. */
    private enum Told {
        GO,
        STALLED,
        END
    }

    private final class Lane extends Thread {

        private final LaneSession session;
        private final int number;
        private volatile @Nullable Range executing;

        Lane(LaneSession session, int number) {
            super(Thread.currentThread().getName() + "-lane-" + number);
            this.session = session;
            this.number = number;
        }

        @Override
        public void run() {
            try (LaneSession own = session) {
                Range range = next();
                while (range != null && carryOut(own, range)) {
                    range = next();
                }
            } catch (SQLException | RuntimeException | Error e) {
                fail(e);
            }
        }

        private @Nullable Range next() {
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

        /**
         * @return false where the replay has ended
         */
        private boolean carryOut(LaneSession own, Range range) throws SQLException {
            own.prepare(range, number);
            if (await(range.after(), false) == Told.END) {
                return false;
            }
            boolean done = early(own, range);
            if (done) {
                Told told = await(range.number() - 1, true);
                while (told == Told.STALLED && !oldestWaits(own)) {
                    told = await(range.number() - 1, true);
                }
                if (told == Told.STALLED) {
                    own.rollback();
                    done = false;
                } else if (told == Told.END) {
                    own.rollback();
                    return false;
                }
            }
            if (!done) {
                if (await(range.number() - 1, false) == Told.END) {
                    return false;
                }
                inTurn(own, range);
            }
            own.commit();
            finished(range);
            return true;
        }

        /** Before its turn: whether it is carried out, and only to be committed. */
        private boolean early(LaneSession own, Range range) throws SQLException {
            boolean isTurn = committed() == range.number() - 1;
            try {
                execute(own, range);
                return true;
            } catch (Halt e) {
                if (isTurn) {
                    throw e;
                }
            } catch (SQLException e) {
                if (!own.isLockConflict(e)) {
                    throw e;
                }
            }
            own.rollback();
            return false;
        }

        /** All before it is committed: what stands in its way now is a stranger, or a younger range that gives way. */
        private void inTurn(LaneSession own, Range range) throws SQLException {
            for (int attempt = 1; ; attempt++) {
                try {
                    execute(own, range);
                    return;
                } catch (SQLException e) {
                    if (!own.isLockConflict(e) || attempt == ATTEMPTS) {
                        throw e;
                    }
                    own.rollback();
                }
            }
        }

        private void execute(LaneSession own, Range range) throws SQLException {
            executing = range;
            try {
                own.execute(range);
            } finally {
                executing = null;
            }
        }

        /** Waits until all ranges up to this one are committed. */
        private Told await(long until, boolean impatient) {
            lock.lock();
            try {
                long left = TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS);
                while (lastCommitted < until) {
                    if (ends()) {
                        return Told.END;
                    }
                    if (!impatient) {
                        moved.awaitUninterruptibly();
                    } else if (left <= 0) {
                        return Told.STALLED;
                    } else {
                        left = moved.awaitNanos(left);
                    }
                }
                return ends() ? Told.END : Told.GO;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Told.END;
            } finally {
                lock.unlock();
            }
        }

        /** Whether the range whose turn it is waits for a lock, as this lane's server sees it. */
        private boolean oldestWaits(LaneSession own) throws SQLException {
            long turn = committed() + 1;
            for (Lane lane : lanes) {
                Range range = lane.executing;
                if (range != null && range.number() == turn) {
                    return own.seesWaiting(lane.session.session());
                }
            }
            return false;
        }
    }

    private boolean ends() {
        return closed || failure != null;
    }

    private void finished(Range range) {
        // Told before the next one can be: the lock is held by whoever has the turn.
        lock.lock();
        try {
            committed.accept(range);
            lastCommitted = range.number();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
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
}
