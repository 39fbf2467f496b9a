package dev.understudy.router.balance;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Which members of one listener are out of the rotation for their conduct: for failures one after the other, or for a success
 * rate that stands out. Thread-safe; there is a lock only where somebody is about to be put out, so that never too many are.
 */
public final class Outliers {

    private final OutlierRule rule;
    private final Map<String, AtomicReference<Conduct>> conducts = new ConcurrentHashMap<>();
    private final AtomicLong intervalBegan;

    /** @param now ms */
    public Outliers(OutlierRule rule, long now) {
        this.rule = rule;
        this.intervalBegan = new AtomicLong(now);
    }

    /** Takes over how these members have served before: who is out stays out for the rest of its time. */
    public void takeOver(Outliers before, Predicate<String> nodes) {
        before.conducts.forEach((node, conduct) -> {
            if (nodes.test(node)) {
                conducts.put(node, new AtomicReference<>(requireNonNull(conduct.get())));
            }
        });
    }

    /**
     * A member was sent something.
     *
     * @param members how many there are
     * @param now ms
     */
    public void went(String node, boolean well, int members, long now) {
        Conduct conduct = of(node).updateAndGet(before -> before.after(well));
        if (conduct.streak() >= rule.failures() && !conduct.isOut(now)) {
            eject(node, members, now);
        }
        long began = intervalBegan.get();
        if (now - began >= rule.interval().toMillis() && intervalBegan.compareAndSet(began, now)) {
            compare(members, began, now);
        }
    }

    /** Whether it is out now. */
    public boolean isOut(String node, long now) {
        AtomicReference<Conduct> known = conducts.get(node);
        return known != null && requireNonNull(known.get()).isOut(now);
    }

    private void compare(int members, long began, long now) {
        Map<String, Conduct> counted = new HashMap<>();
        conducts.forEach(
                (node, conduct) -> counted.put(node, conduct.getAndUpdate(before -> before.nextInterval(began))));
        SuccessRates.outliers(counted, rule).forEach(node -> eject(node, members, now));
    }

    private synchronized void eject(String node, int members, long now) {
        long out = conducts.values().stream()
                .filter(conduct -> requireNonNull(conduct.get()).isOut(now))
                .count();
        if (out + 1 <= rule.maxShare() * members && !isOut(node, now)) {
            of(node).updateAndGet(before -> before.ejected(rule, now));
        }
    }

    private AtomicReference<Conduct> of(String node) {
        return conducts.computeIfAbsent(node, name -> new AtomicReference<>(Conduct.UNKNOWN));
    }
}
