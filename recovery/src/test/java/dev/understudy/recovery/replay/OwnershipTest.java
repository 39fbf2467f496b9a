package dev.understudy.recovery.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final Token OURS = new Token("recovery-1", 7);

    @Test
    void the_owner_follows() {
        assertThatCode(() -> check(new EpochRow(7, "recovery-1", "", 2, 0))).doesNotThrowAnyException();
    }

    @Test
    void an_instance_that_a_newer_one_has_superseded_touches_nothing() {
        assertThatThrownBy(() -> check(new EpochRow(8, "recovery-2", "", 2, 0)))
                .isInstanceOf(Fenced.class)
                .hasMessageContaining("recovery-2");
    }

    @Test
    void nothing_is_ever_replayed_into_the_writer() {
        assertThatThrownBy(() -> check(new EpochRow(7, "recovery-1", "orders-b", 2, 0)))
                .isInstanceOf(Halt.class)
                .hasMessageContaining("writer of epoch 2");
    }

    @Test
    void another_node_s_reign_is_no_hindrance() {
        assertThatCode(() -> check(new EpochRow(7, "recovery-1", "orders-a", 2, 0)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_server_that_was_never_owned_may_be_followed_into() {
        assertThatCode(() -> check(new EpochRow(0, "", "", 0, 1146))).doesNotThrowAnyException();
    }

    @Test
    void a_server_that_cannot_say_is_left_alone() {
        assertThatThrownBy(() -> check(new EpochRow(0, "", "", 0, 1205))).isInstanceOf(SQLException.class);
    }

    private static void check(EpochRow row) throws SQLException {
        Ownership.check(row.connection(), "orders", "orders-b", OURS);
    }
}
