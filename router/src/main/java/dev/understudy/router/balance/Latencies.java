package dev.understudy.router.balance;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** How long each member takes, as one listener sees it. Thread-safe. */
public final class Latencies {

    private final Map<String, AtomicReference<PeakEwma>> measured = new ConcurrentHashMap<>();
    private final double decayMillis;

    public Latencies(double decayMillis) {
        this.decayMillis = decayMillis;
    }

    /** Takes over what was measured of these members before. */
    public void takeOver(Latencies before, Predicate<String> nodes) {
        before.measured.forEach((node, known) -> {
            if (nodes.test(node)) {
                measured.put(node, new AtomicReference<>(requireNonNull(known.get())));
            }
        });
    }

    /**
     * @param millis how long the member took
     * @param now ms
     */
    public void took(String node, double millis, long now) {
        measured.computeIfAbsent(node, name -> new AtomicReference<>(PeakEwma.UNKNOWN))
                .updateAndGet(before -> before.after(millis, now, decayMillis));
    }

    /** How long it is likely to take, ms; 0 where that is not known. */
    public double of(String node, long now) {
        AtomicReference<PeakEwma> known = measured.get(node);
        return known == null ? 0 : requireNonNull(known.get()).millis(now, decayMillis);
    }
}
