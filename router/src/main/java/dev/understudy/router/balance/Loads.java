package dev.understudy.router.balance;

import java.util.Map;
import java.util.Optional;
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
        AtomicInteger count = count(node);
        count.incrementAndGet();
        return new Lease(count);
    }

    /**
     * Takes a place where the node has one.
     *
     * @param most how many it carries at most
     * @return empty where it is full
     */
    public Optional<Lease> take(String node, int most) {
        AtomicInteger count = count(node);
        int before = count.get();
        while (before < most) {
            if (count.compareAndSet(before, before + 1)) {
                return Optional.of(new Lease(count));
            }
            before = count.get();
        }
        return Optional.empty();
    }

    private AtomicInteger count(String node) {
        AtomicInteger known = counts.get(node);
        return known != null ? known : counts.computeIfAbsent(node, name -> new AtomicInteger());
    }

    public int of(String node) {
        AtomicInteger count = counts.get(node);
        return count == null ? 0 : count.get();
    }
}
