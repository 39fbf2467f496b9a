package dev.understudy.recovery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitsWaitTest {

    @Test
    void it_is_known_of_the_primary_that_was_looked_at_where_nothing_was_found() {
        assertThat(CommitsWait.isKnown(looked(List.of()), "orders-a")).isTrue();
        assertThat(CommitsWait.isKnown(looked(List.of()), "orders-b")).isFalse();
        assertThat(CommitsWait.isKnown(Map.of(), "orders-a")).isFalse();
    }

    @Test
    void whatever_was_found_against_it_counts_also_where_it_stands_against_no_promotion() {
        assertThat(CommitsWait.isKnown(looked(List.of("semi-sync-fell-back: orders-a: does not wait")), "orders-a"))
                .isFalse();
    }

    @Test
    void it_is_not_known_where_other_parts_alone_had_answered() {
        Map<String, Object> others = Map.of("primary", "orders-a", "seen", List.of("kafka"), "fatal", List.of());
        assertThat(CommitsWait.isKnown(others, "orders-a")).isFalse();
    }

    private static Map<String, Object> looked(List<String> against) {
        return Map.of(
                "primary", "orders-a", "seen", List.of("orders-a"), "fatal", List.of(), "againstWaiting", against);
    }
}
