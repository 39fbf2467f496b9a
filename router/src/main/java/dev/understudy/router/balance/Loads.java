package dev.understudy.router.balance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections or requests each node carries now. Thread-safe. */
public final class Loads {

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** A place at a node, given back once. */
    public final class Lease implements AutoCloseable {

        private final AtomicInteger count;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Lease(AtomicInteger count) {
            this.count = count;
            count.incrementAndGet();
        }

        /** Gives the place back. Idempotent. */
        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                count.decrementAndGet();
            }
        }
    }

    public Lease take(String node) {
        return new Lease(counts.computeIfAbsent(node, name -> new AtomicInteger()));
    }

    public int of(String node) {
        AtomicInteger count = counts.get(node);
        return count == null ? 0 : count.get();
    }
}
