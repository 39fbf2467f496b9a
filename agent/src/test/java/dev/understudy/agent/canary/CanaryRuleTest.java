package dev.understudy.agent.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.agent.memory.Remembered;
import dev.understudy.agent.route.Reign;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryRuleTest {

    private static final Reign THIRD = new Reign(Epoch.NONE, null)
            .with(new Route(
                    "orders",
                    new Epoch(3),
                    Route.State.SERVING,
                    "orders-a",
                    List.of(),
                    Map.of("orders-a", new Address("127.0.0.1", 3306)),
                    "i",
                    0,
                    ""));

    @Test
    void only_the_writer_of_the_highest_epoch_is_written_to() {
        assertThat(CanaryRule.mayWrite("orders-a", THIRD, Remembered.NOTHING)).isTrue();
        assertThat(CanaryRule.mayWrite("orders-b", THIRD, Remembered.NOTHING)).isFalse();
        assertThat(CanaryRule.mayWrite("orders-a", THIRD.seen(new Epoch(4)), Remembered.NOTHING))
                .isFalse();
        assertThat(CanaryRule.mayWrite("orders-a", new Reign(Epoch.NONE, null), Remembered.NOTHING))
                .isFalse();
    }

    @Test
    void a_node_fenced_in_its_epoch_is_written_to_again_only_in_a_later_one() {
        assertThat(CanaryRule.mayWrite("orders-a", THIRD, Remembered.NOTHING.fenced(new Epoch(3))))
                .isFalse();
        assertThat(CanaryRule.mayWrite("orders-a", THIRD, Remembered.NOTHING.fenced(new Epoch(2))))
                .isTrue();
    }
}
