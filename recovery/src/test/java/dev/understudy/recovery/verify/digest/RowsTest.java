package dev.understudy.recovery.verify.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final KeyValue ONE = new KeyValue(List.of("1"));
    private static final KeyValue TWO = new KeyValue(List.of("2"));
    private static final KeyValue THREE = new KeyValue(List.of("3"));
    private static final KeyValue FOUR = new KeyValue(List.of("4"));

    @Test
    void missing_extra_and_changed_rows_are_suspects_and_no_others() {
        assertThat(Rows.differing(Map.of(ONE, "a", TWO, "b", THREE, "c"), Map.of(ONE, "a", TWO, "x", FOUR, "d")))
                .containsExactlyInAnyOrder(TWO, THREE, FOUR);
    }

    @Test
    void a_row_that_is_there_twice_does_not_make_up_for_another() {
        assertThat(Rows.surplus(Map.of("a", 2L, "b", 1L), Map.of("a", 1L, "b", 1L, "c", 3L)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", -1L, "c", 3L));
    }

    @Test
    void what_is_wrong_with_a_row_is_said_by_its_columns() {
        List<ColumnShape> columns = List.of(column("id"), column("total"), column("note"));

        assertThat(Rows.wrong(columns, List.of("1", "2", "N"), List.of("1", "3", "")))
                .isEqualTo("differs in total, note");
        assertThat(Rows.wrong(columns, List.of("1", "2", "N"), List.of("1", "2", "N")))
                .isEmpty();
        assertThat(Rows.wrong(columns, List.of("1", "2", "N"), null)).isEqualTo("missing on the standby");
        assertThat(Rows.wrong(columns, null, List.of("1", "2", "N"))).isEqualTo("only on the standby");
        assertThat(Rows.wrong(columns, null, null)).as("gone from both").isEmpty();
    }

    private static ColumnShape column(String name) {
        return new ColumnShape(name, "int", "int", null, null, null, true);
    }
}
