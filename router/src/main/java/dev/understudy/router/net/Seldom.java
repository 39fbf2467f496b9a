package dev.understudy.router.net;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells of one thing of its kind a minute, and how many there were since. Thread-safe. */
public final class Seldom {

    public static final long QUIET_MILLIS = 60_000;

    private final LongSupplier clock;
    private final AtomicLong toldAt;
    private final AtomicLong untold = new AtomicLong();

    /**
     * @param clock ms, monotonic
     */
    public Seldom(LongSupplier clock) {
        this.clock = clock;
        this.toldAt = new AtomicLong(clock.getAsLong() - QUIET_MILLIS);
    }

    /**
     * Another one.
     *
     * @param telling called where it is time; with the end of its line, which says how many were not told, or empty
     */
    public void tell(Consumer<String> telling) {
        long now = clock.getAsLong();
        long before = toldAt.get();
        if (now - before < QUIET_MILLIS || !toldAt.compareAndSet(before, now)) {
            untold.incrementAndGet();
            return;
        }
        long more = untold.getAndSet(0);
        telling.accept(more == 0 ? "" : " (and " + more + " more since this was last told)");
    }
}
