package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RenamesTest {

    @Test
    void a_swap_is_one_statement() {
        assertThat(Renames.together(List.of("RENAME TABLE a TO x", "rename table `b` TO a;", "RENAME TABLE x TO `b`")))
                .hasValue("RENAME TABLE a TO x, `b` TO a, x TO `b`");
    }

    @Test
    void nothing_else_is_put_together() {
        assertThat(Renames.together(List.of("DROP TABLE a", "DROP TABLE b"))).isEmpty();
        assertThat(Renames.together(List.of("RENAME TABLE a TO b", "DROP TABLE c")))
                .isEmpty();
    }
}
