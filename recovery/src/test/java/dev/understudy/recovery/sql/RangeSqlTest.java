package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.LogEntry;
import dev.understudy.recovery.changelog.LogParser;
import dev.understudy.recovery.changelog.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RangeSqlTest {

    private final List<Change.Row> rows = new ArrayList<>();

    @Test
    void rows_that_come_are_one_insert() {
        insert(1, "a", 10L);
        insert(2, "b", null);

        assertThat(mysql(Shapes.items()))
                .containsExactly(
                        "INSERT INTO `shop`.`items` (`id`, `sku`, `n`) VALUES (1, 'a', 10), (2, 'b', NULL)" + " [2]");
    }

    @Test
    void rows_that_go_are_one_delete() {
        delete(1, "a", 1L);
        delete(2, "b", 2L);

        assertThat(mysql(Shapes.items())).containsExactly("DELETE FROM `shop`.`items` WHERE `id` IN (1, 2) [2]");
    }

    @Test
    void rows_that_change_are_one_update_for_each_set_of_columns() {
        update(row(1, "a", 1L), row(1, "a", 2L));
        update(row(2, "b", 1L), row(2, "c", 1L));
        update(row(3, "d", 1L), row(3, "d", 5L));

        assertThat(mysql(Shapes.items()))
                .containsExactly(
                        "UPDATE (VALUES ROW(1, 2), ROW(3, 5)) v(c0, c1) STRAIGHT_JOIN `shop`.`items` t"
                                + " ON t.`id` = v.c0 SET t.`n` = v.c1 [2]",
                        "UPDATE (VALUES ROW(2, 'c')) v(c0, c1) STRAIGHT_JOIN `shop`.`items` t"
                                + " ON t.`id` = v.c0 SET t.`sku` = v.c1 [1]");
        assertThat(on("mariadb", Shapes.items()).get(0))
                .startsWith("UPDATE (WITH v(c0, c1) AS (VALUES (1, 2), (3, 5)) SELECT * FROM v) v STRAIGHT_JOIN");
    }

    @Test
    void what_happens_to_one_row_becomes_one_change() {
        insert(1, "a", 1L);
        update(row(1, "a", 1L), row(1, "a", 2L));
        insert(2, "b", 1L);
        delete(2, "b", 1L);
        delete(3, "c", 1L);
        insert(3, "c", 7L);
        update(row(4, "d", 1L), row(4, "d", 2L));
        update(row(4, "d", 2L), row(4, "d", 1L));

        assertThat(mysql(Shapes.items()))
                .containsExactly(
                        "UPDATE (VALUES ROW(3, 7)) v(c0, c1) STRAIGHT_JOIN `shop`.`items` t ON t.`id` = v.c0"
                                + " SET t.`n` = v.c1 [1]",
                        "INSERT INTO `shop`.`items` (`id`, `sku`, `n`) VALUES (1, 'a', 2) [1]");
    }

    @Test
    void the_highest_number_of_the_rows_that_came_and_went_moves_the_counter() {
        insert(7, "a", 1L);
        delete(7, "a", 1L);
        insert(9, "b", 1L);
        delete(9, "b", 1L);
        TableShape counted = new TableShape(
                Shapes.NAME, Shapes.items().columns(), Shapes.items().uniques(), false, "id");

        assertThat(mysql(counted))
                .containsExactly(
                        "INSERT INTO `shop`.`items` (`id`, `sku`, `n`) VALUES (9, 'b', 1) [1]",
                        "DELETE FROM `shop`.`items` WHERE `id` = 9 [1]");
    }

    @Test
    void a_unique_value_that_goes_from_one_row_to_another_keeps_the_order() {
        update(row(1, "a", 1L), row(1, "tmp", 1L));
        update(row(2, "b", 1L), row(2, "a", 1L));
        update(row(1, "tmp", 1L), row(1, "b", 1L));

        assertThat(mysql(Shapes.items(Shapes.unique("by_sku", "sku"))))
                .containsExactly(
                        "UPDATE `shop`.`items` SET `id` = 1, `sku` = 'tmp', `n` = 1 WHERE `id` = 1 [1]",
                        "UPDATE `shop`.`items` SET `id` = 2, `sku` = 'a', `n` = 1 WHERE `id` = 2 [1]",
                        "UPDATE `shop`.`items` SET `id` = 1, `sku` = 'b', `n` = 1 WHERE `id` = 1 [1]");
    }

    @Test
    void a_key_that_changes_keeps_the_order() {
        update(row(1, "a", 1L), row(9, "a", 1L));
        insert(1, "b", 1L);

        assertThat(mysql(Shapes.items()))
                .containsExactly(
                        "UPDATE `shop`.`items` SET `id` = 9, `sku` = 'a', `n` = 1 WHERE `id` = 1 [1]",
                        "INSERT INTO `shop`.`items` (`id`, `sku`, `n`) VALUES (1, 'b', 1) [1]");
    }

    @Test
    void a_row_that_comes_twice_is_left_to_the_server_to_refuse() {
        insert(1, "a", 1L);
        insert(1, "a", 1L);

        assertThat(mysql(Shapes.items())).hasSize(2).allMatch(sql -> sql.startsWith("INSERT"));
    }

    @Test
    void without_a_key_rows_are_found_by_all_their_values_one_at_a_time() {
        delete(1, "a", null);

        assertThat(mysql(Shapes.shape(false, false)))
                .containsExactly("DELETE FROM `shop`.`items` WHERE `id` = 1"
                        + " AND CAST(`sku` AS BINARY) = CAST('a' AS BINARY)"
                        + " AND `n` IS NULL LIMIT 1 [1]");
    }

    @Test
    void where_the_server_cascades_it_does_so_for_every_row_in_order() {
        delete(1, "a", 1L);
        insert(1, "b", 1L);

        assertThat(on("mariadb", Shapes.shape(true, true)))
                .containsExactly(
                        "SET foreign_key_checks = 1 [-1]",
                        "DELETE FROM `shop`.`items` WHERE `id` = 1 [1]",
                        "INSERT INTO `shop`.`items` (`id`, `sku`, `n`) VALUES (1, 'b', 1) [1]",
                        "SET foreign_key_checks = 0 [-1]");
    }

    @Test
    void a_value_too_large_for_a_text_goes_by_itself() {
        insert(1, "x".repeat(5_000_000), 1L);

        List<Step> steps = new RangeSql(Engine.named("mysql")).steps(rows, Map.of(Shapes.NAME, Shapes.items()));

        assertThat(steps)
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Large.class,
                        large -> assertThat(large.sql().prepared())
                                .isEqualTo("INSERT INTO `shop`.`items` (`id`, `sku`, `n`) VALUES (?, ?, ?)"));
    }

    @Test
    void a_text_that_stays_in_its_record_is_streamed_and_is_not_sent_again_where_it_stays_the_same() {
        RowImage large = logged("y".repeat(5_000_000), 1);
        rows.add(new Change.Row(Shapes.NAME, null, large));
        List<Step> steps = new RangeSql(Engine.named("mysql")).steps(rows, Map.of(Shapes.NAME, Shapes.items()));
        assertThat(steps)
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Large.class,
                        step -> assertThat(step.sql().values().get(1)).isInstanceOf(Streamed.class));

        rows.clear();
        update(large, logged("y".repeat(5_000_000), 2));
        assertThat(mysql(Shapes.items())).singleElement().asString().hasSizeLessThan(200);
        assertThat(mysql(Shapes.shape(true, true)))
                .hasSize(3)
                .allSatisfy(sql -> assertThat(sql).hasSizeLessThan(200));
    }

    private static RowImage logged(String sku, int n) {
        String record = """
                {"op":"c","after":{"id":"1","sku":"%s","n":"%d"},"source":{"name":"orders-e1","gtid":"0-1-7"}}
                """.formatted(sku, n);
        LogEntry entry = new LogParser().parse(record.getBytes(StandardCharsets.UTF_8));
        return Objects.requireNonNull(((LogEntry.Row) entry).after());
    }

    @Test
    void many_rows_are_several_statements() {
        for (int i = 0; i < 1_200; i++) {
            insert(i, "a", 1L);
        }

        assertThat(mysql(Shapes.items())).hasSize(3);
    }

    private List<String> mysql(TableShape shape) {
        return on("mysql", shape);
    }

    private List<String> on(String engine, TableShape shape) {
        List<String> statements = new ArrayList<>();
        for (Step step : new RangeSql(Engine.named(engine)).steps(rows, Map.of(shape.name(), shape))) {
            Step.Text text = (Step.Text) step;
            String[] parts = text.text().split(";\n");
            for (int i = 0; i < parts.length; i++) {
                statements.add(parts[i] + " [" + text.statements().get(i).rows() + "]");
            }
        }
        return statements;
    }

    @Test
    void a_row_with_other_columns_than_the_table_is_refused() {
        rows.add(new Change.Row(Shapes.NAME, null, RowImage.of("id", "1", "sku", "a")));
        assertThatThrownBy(() -> mysql(Shapes.items()))
                .isInstanceOf(Unfaithful.class)
                .hasMessageStartingWith("a row of shop.items came without the column n;");

        rows.clear();
        rows.add(new Change.Row(Shapes.NAME, null, RowImage.of("id", "1", "sku", "a", "n", "1", "late", "2")));
        assertThatThrownBy(() -> mysql(Shapes.items()))
                .isInstanceOf(Unfaithful.class)
                .hasMessageContaining("with the column late, which the standby's table lacks");
    }

    private static RowImage row(int id, String sku, @Nullable Long n) {
        return RowImage.of("id", Integer.toString(id), "sku", sku, "n", n == null ? null : n.toString());
    }

    private void insert(int id, String sku, @Nullable Long n) {
        rows.add(new Change.Row(Shapes.NAME, null, row(id, sku, n)));
    }

    private void delete(int id, String sku, @Nullable Long n) {
        rows.add(new Change.Row(Shapes.NAME, row(id, sku, n), null));
    }

    private void update(RowImage before, RowImage after) {
        rows.add(new Change.Row(Shapes.NAME, before, after));
    }
}
