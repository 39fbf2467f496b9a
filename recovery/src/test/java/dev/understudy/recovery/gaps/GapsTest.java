package dev.understudy.recovery.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.RowImage;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which change counts for which part: the table {@code shop.items} is there up to and with 100, and behind 200. */
class GapsTest {

    private static final TableName ITEMS = new TableName("shop", "items");
    private static final TableName NAMES = new TableName("shop", "names");
    private static final TableName OTHER = new TableName("shop", "other");

    private final Gaps gaps = Gaps.of(List.of(
            new Gap(
                    1,
                    ITEMS,
                    17,
                    Optional.of(new Gap.Key("id", 0)),
                    new KeySpan(BigInteger.valueOf(100), BigInteger.valueOf(200))),
            new Gap(2, NAMES, 18, Optional.empty(), KeySpan.ALL)));

    private static RowImage item(long id) {
        return RowImage.of("id", Long.toString(id), "total", "1");
    }

    private static Change.Row row(TableName table, @Nullable RowImage before, @Nullable RowImage after) {
        return new Change.Row(table, before, after);
    }

    private List<Change> held(Change.Row row) {
        return gaps.held(List.of(row));
    }

    @Test
    void a_change_of_a_row_that_is_there_is_applied() {
        Change.Row update = row(ITEMS, item(100), item(100));
        assertThat(held(update)).containsExactly(update);
        Change.Row insert = row(ITEMS, null, item(201));
        assertThat(held(insert)).containsExactly(insert);
        Change.Row delete = row(ITEMS, item(7), null);
        assertThat(held(delete)).containsExactly(delete);
    }

    @Test
    void a_change_of_a_row_that_is_missing_is_not() {
        assertThat(held(row(ITEMS, item(101), item(101)))).isEmpty();
        assertThat(held(row(ITEMS, null, item(200)))).isEmpty();
        assertThat(held(row(ITEMS, item(150), null))).isEmpty();
    }

    @Test
    void a_row_that_moves_into_the_gap_goes() {
        RowImage before = item(50);
        assertThat(held(row(ITEMS, before, item(150)))).containsExactly(row(ITEMS, before, null));
    }

    @Test
    void a_row_that_moves_out_of_the_gap_comes() {
        RowImage after = item(50);
        assertThat(held(row(ITEMS, item(150), after))).containsExactly(row(ITEMS, null, after));
    }

    @Test
    void nothing_of_a_table_that_is_missing_as_a_whole_is_applied() {
        assertThat(held(row(NAMES, RowImage.of("name", "a"), RowImage.of("name", "b"))))
                .isEmpty();
    }

    @Test
    void a_table_without_gaps_is_followed_like_any() {
        Change.Row insert = row(OTHER, null, item(150));
        assertThat(held(insert)).containsExactly(insert);
    }

    @Test
    void an_unsigned_number_that_came_as_a_negative_one_is_a_large_one() {
        Gaps high = Gaps.of(List.of(new Gap(
                1,
                ITEMS,
                17,
                Optional.of(new Gap.Key("id", 64)),
                new KeySpan(new BigInteger("9223372036854775808"), null))));
        assertThat(high.held(List.of(row(ITEMS, null, item(-1))))).isEmpty();
        assertThat(high.held(List.of(row(ITEMS, null, item(Long.MAX_VALUE))))).hasSize(1);

        Gaps low = Gaps.of(List.of(new Gap(
                1,
                ITEMS,
                17,
                Optional.of(new Gap.Key("id", 32)),
                new KeySpan(BigInteger.ZERO, BigInteger.valueOf(0xFFFF_FFFEL)))));
        assertThat(low.held(List.of(row(ITEMS, null, item(-1))))).hasSize(1);
        assertThat(low.held(List.of(row(ITEMS, null, item(-2))))).isEmpty();
    }

    @Test
    void a_row_without_its_key_cannot_be_told() {
        assertThatThrownBy(() -> held(row(ITEMS, null, RowImage.of("total", "1"))))
                .isInstanceOf(Gaps.Untold.class)
                .hasMessageContaining("shop.items");
    }

    @Test
    void a_statement_concerns_the_tables_that_it_names() {
        assertThat(gaps.namedIn("ALTER TABLE `items` ADD COLUMN n INT")).containsExactly(ITEMS);
        assertThat(gaps.namedIn("rename table ITEMS to old_items, names to items"))
                .containsExactlyInAnyOrder(ITEMS, NAMES);
        assertThat(gaps.namedIn("CREATE TABLE old_items (items2 INT)")).isEmpty();
    }

    @Test
    void a_view_or_a_right_has_no_rows() {
        assertThat(gaps.namedIn("CREATE VIEW v AS SELECT * FROM items")).isEmpty();
        assertThat(gaps.namedIn("GRANT SELECT ON shop.items TO someone")).isEmpty();
    }
}
