package dev.understudy.recovery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import org.junit.jupiter.api.Test;

class ArrivedTest {

    private final Engine engine = Engine.named("mariadb");
    private final Arrived arrived = new Arrived(set("0-1-10"), 200);

    @Test
    void what_came_whole_has_arrived() {
        assertThat(arrived.by(set("0-1-9"), "", 0)).isFalse();
        assertThat(arrived.by(set("0-1-10"), "", 1)).isTrue();
    }

    @Test
    void a_statement_that_is_the_last_has_arrived_when_nothing_came_behind_it_for_a_while() {
        assertThat(arrived.by(set("0-1-8"), "0-1-9", 0)).isFalse();
        assertThat(arrived.by(set("0-1-9"), "0-1-10", 150)).isFalse();
        assertThat(arrived.by(set("0-1-9"), "0-1-10", 349))
                .as("it is held for 199")
                .isFalse();
        assertThat(arrived.by(set("0-1-9"), "0-1-10", 350)).isTrue();
    }

    @Test
    void a_statement_that_went_on_with_rows_has_not_arrived() {
        arrived.by(set("0-1-9"), "0-1-10", 0);

        assertThat(arrived.by(set("0-1-9"), "", 500)).isFalse();
        assertThat(arrived.by(set("0-1-10"), "", 501)).isTrue();
    }

    private TransactionSet set(String text) {
        return engine.transactions(text);
    }
}
