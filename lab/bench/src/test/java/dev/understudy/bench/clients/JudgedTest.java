package dev.understudy.bench.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedTest {

    @Test
    void what_was_acknowledged_has_to_be_there_once() {
        assertThat(Judged.of(List.of(1L, 2L, 3L), List.of(1L, 3L, 3L))).isEqualTo(new Judged(1, 1));
    }

    @Test
    void one_that_got_no_answer_may_be_there_once_and_not_twice() {
        assertThat(Judged.of(List.of(1L), List.of(1L, 2L))).isEqualTo(new Judged(0, 0));
        assertThat(Judged.of(List.of(1L), List.of(1L, 2L, 2L))).isEqualTo(new Judged(0, 1));
    }
}
