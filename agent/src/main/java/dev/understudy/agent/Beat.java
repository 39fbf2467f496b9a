package dev.understudy.agent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that does one thing every interval, and at once when it is woken. A task that takes longer than the
 * interval skips beats; one that throws is logged and tried again at the next. Thread-safe.
 */
public final class Beat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);

    /** What is done at each beat. */
    public interface Task {
        void run() throws InterruptedException;
    }

    private final String name;
    private final long intervalNanos;
    private final Task task;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean woken;
    private boolean closed;
    private volatile double lagMillis;
    private String lastError = "";

    private Beat(String name, Duration interval, Task task) {
        this.name = name;
        this.intervalNanos = interval.toNanos();
        this.task = task;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public static Beat start(String name, Duration interval, Task task) {
        Beat beat = new Beat(name, interval, task);
        beat.thread.start();
        return beat;
    }

    /** The next beat comes now. Never blocks. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** By how much the last timed beat was late, ms. */
    public double lagMillis() {
        return lagMillis;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long next = System.nanoTime();
        try {
            while (awaitTurn(next)) {
                perform();
                next = Math.max(next + intervalNanos, System.nanoTime());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void perform() throws InterruptedException {
        try {
            task.run();
            lastError = "";
        } catch (RuntimeException e) {
            String error = e.toString();
            if (!error.equals(lastError)) {
                LOG.error("{} failed and is tried again", name, e);
            }
            lastError = error;
        }
    }

    /** False when it was closed. */
    private boolean awaitTurn(long next) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = next - System.nanoTime();
            while (!closed && !woken && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!woken) {
                lagMillis = Math.max(0, -left) / (double) TimeUnit.MILLISECONDS.toNanos(1);
            }
            woken = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
