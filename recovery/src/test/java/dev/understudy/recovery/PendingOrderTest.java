package dev.understudy.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.plan.ClusterView;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingOrderTest {

    private final PendingOrder pending = new PendingOrder();
    private final ClusterView.Order first = new ClusterView.Order("one", "", false);
    private final ClusterView.Order second = new ClusterView.Order("two", "", true);

    @Test
    void an_order_is_answered_once() {
        pending.put(first);
        Optional<ClusterView.Order> decidedWith = pending.get();
        assertThat(decidedWith).contains(first);
        pending.answered(decidedWith);
        assertThat(pending.get()).isEmpty();
    }

    @Test
    void one_that_comes_while_a_decision_without_it_is_made_is_kept() {
        Optional<ClusterView.Order> decidedWith = pending.get();
        pending.put(first);
        pending.answered(decidedWith);
        assertThat(pending.get()).contains(first);
    }

    @Test
    void one_that_comes_while_another_is_answered_is_kept() {
        pending.put(first);
        Optional<ClusterView.Order> decidedWith = pending.get();
        pending.put(second);
        pending.answered(decidedWith);
        assertThat(pending.get()).contains(second);
    }
}
