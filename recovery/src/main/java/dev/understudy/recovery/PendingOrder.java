package dev.understudy.recovery;

import dev.understudy.recovery.plan.ClusterView;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The person's order that was not answered yet; a later one replaces it. One that comes while another decision is being made is kept for the
 * next. Thread-safe.
 */
final class PendingOrder {

    private final AtomicReference<ClusterView.@Nullable Order> pending = new AtomicReference<>();

    void put(ClusterView.Order order) {
        pending.set(order);
    }

    /** What a decision is made with. */
    Optional<ClusterView.Order> get() {
        return Optional.ofNullable(pending.get());
    }

    /** Gives it up: it was answered by the decision that was made with it. */
    void answered(Optional<ClusterView.Order> decidedWith) {
        pending.compareAndSet(decidedWith.orElse(null), null);
    }
}
