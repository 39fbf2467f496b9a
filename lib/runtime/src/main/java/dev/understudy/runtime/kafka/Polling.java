package dev.understudy.runtime.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread's reading of Kafka, as another thread ends it: woken, as Kafka's consumers want it. Interrupted, they would log an
 * error, and might not take their leave of the broker. Thread-safe.
 */
public final class Polling {

    /** A broker that is away is not waited for. */
    private static final Duration LEAVE = Duration.ofMillis(500);

    private @Nullable Consumer<?, ?> consumer;
    private boolean over;

    /** What is done with a consumer. */
    @FunctionalInterface
    public interface Reading<K, V> {
        /**
         * @throws org.apache.kafka.common.errors.WakeupException where it was ended meanwhile
         */
        void with(Consumer<K, V> consumer);
    }

    /** Reads, and closes the consumer, on this thread. What the reading throws is passed on. */
    public <K, V> void read(Consumer<K, V> opened, Reading<K, V> reading) {
        try {
            begin(opened);
            reading.with(opened);
        } finally {
            forget();
            opened.close(CloseOptions.timeout(LEAVE));
        }
    }

    public synchronized boolean isOver() {
        return over;
    }

    /** Waits so long, or until it is ended. */
    public synchronized void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; !over && left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(left);
        }
    }

    /** Ends the reading, and what is read later. Idempotent; does not wait. */
    public synchronized void end() {
        over = true;
        if (consumer != null) {
            consumer.wakeup();
        }
        notifyAll();
    }

    private synchronized void begin(Consumer<?, ?> opened) {
        consumer = opened;
        if (over) {
            opened.wakeup();
        }
    }

    private synchronized void forget() {
        consumer = null;
    }
}
