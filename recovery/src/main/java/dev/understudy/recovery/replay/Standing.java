package dev.understudy.recovery.replay;

import dev.understudy.recovery.replay.Replay.Progress;
import dev.understudy.recovery.replay.Replay.State;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** How far a replay is, for those who wait for it. Thread-safe. */
final class Standing {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile Progress progress;

    Standing(Progress progress) {
        this.progress = progress;
    }

    Progress now() {
        return progress;
    }

    /** What was read from the log, applied or not. */
    void seen(Seen seen) {
        update(now -> new Progress(
                now.state(),
                now.epoch(),
                now.nextOffset(),
                now.applied(),
                seen.received(),
                seen.held(),
                now.lagMillis(),
                seen.voidRecords(),
                seen.foreignRecords(),
                now.reason()));
    }

    /** It follows, and all before this position is committed. */
    void reached(Position position, long lagMillis) {
        update(now -> new Progress(
                State.FOLLOWING,
                position.epoch(),
                position.nextOffset(),
                position.applied(),
                now.received(),
                now.held(),
                lagMillis,
                now.voidRecords(),
                now.foreignRecords(),
                ""));
    }

    /** The same place, in another state. */
    void stand(State state, String reason) {
        update(now -> new Progress(
                state,
                now.epoch(),
                now.nextOffset(),
                now.applied(),
                now.received(),
                now.held(),
                now.lagMillis(),
                now.voidRecords(),
                now.foreignRecords(),
                reason));
    }

    private void update(UnaryOperator<Progress> next) {
        lock.lock();
        try {
            progress = next.apply(progress);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything before this offset is applied.
     *
     * @return false when the time is over, or the replay stands still for good
     */
    boolean await(long offset, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (progress.nextOffset() < offset) {
                State state = progress.state();
                if (left <= 0 || state == State.HALTED || state == State.FENCED || state == State.STOPPED) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a while, or until it is woken. The thread itself is never interrupted: a client that is being closed would not end well. */
    void pause(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            if (moved.awaitNanos(left) <= 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
