package dev.understudy.runtime;

import java.time.Duration;

/** Work that is done again and again on a thread of its own, until it is closed. What the work throws ends it: it catches what it can live with. */
public final class Background implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Thread thread;
    private volatile boolean closed;

    /** One round of it. */
    @FunctionalInterface
    public interface Work {
        void round() throws InterruptedException;
    }

    /**
     * @param name the thread's
     * @param pause between the end of a round and the next
     */
    public Background(String name, Duration pause, Work work) {
        this.thread = new Thread(() -> run(work, pause), name);
        thread.setDaemon(true);
    }

    /** At most once. */
    public void start() {
        thread.start();
    }

    /** Whether a round that takes long is to come to its end. */
    public boolean isClosed() {
        return closed;
    }

    private void run(Work work, Duration pause) {
        try {
            while (!closed) {
                work.round();
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Interrupts the work and waits for its end, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
