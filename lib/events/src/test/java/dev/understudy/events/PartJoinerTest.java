package dev.understudy.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartJoinerTest {

    private final PartJoiner joiner = new PartJoiner();

    @Test
    void a_transaction_is_its_parts_one_behind_the_other() {
        assertThat(take("a", "0-1-7", 0, false, "BEGIN ")).isEmpty();
        assertThat(take("a", "0-1-7", 1, false, "rows ")).isEmpty();
        assertThat(take("a", "0-1-7", 2, true, "XID")).contains("BEGIN rows XID");
    }

    @Test
    void the_parts_of_two_keepers_stand_mixed() {
        take("a", "0-1-7", 0, false, "a0 ");
        take("b", "0-1-7", 0, false, "b0 ");
        assertThat(take("a", "0-1-7", 1, true, "a1")).contains("a0 a1");
        assertThat(take("b", "0-1-7", 1, true, "b1")).contains("b0 b1");
    }

    @Test
    void what_a_session_left_open_is_dropped_when_it_begins_anew() {
        take("a", "0-1-7", 0, false, "torn ");
        take("a", "0-1-7", 0, false, "whole ");
        assertThat(take("a", "0-1-7", 1, true, "end")).contains("whole end");
    }

    @Test
    void a_part_without_the_one_before_it_is_refused() {
        take("a", "0-1-7", 0, false, "");
        assertThatThrownBy(() -> take("a", "0-1-7", 2, true, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("part 2 of 0-1-7");
        assertThatThrownBy(() -> take("a", "0-1-8", 1, true, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> take("c", "0-1-7", 1, true, "")).isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<String> take(String session, String gtid, int part, boolean last, String bytes) {
        RawPart header = new RawPart("orders", Epoch.of(1), session, gtid, part, last, "binlog.000001", 0);
        return joiner.take(header, bytes.getBytes(UTF_8)).map(whole -> new String(whole.events(), UTF_8));
    }
}
