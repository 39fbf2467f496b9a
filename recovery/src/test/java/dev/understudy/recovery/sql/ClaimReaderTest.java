package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.Part;
import dev.understudy.recovery.sql.TableShape.UniqueKey;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimReaderTest {

    private final ClaimReader reader = new ClaimReader();

    @Test
    void other_rows_are_free() {
        assertThat(conflict(Shapes.items(), row(1, "a"), row(2, "b"))).isFalse();
        assertThat(conflict(Shapes.items(), row(1, "a"), row(1, "b"))).isTrue();
    }

    @Test
    void a_unique_value_is_the_same_for_any_collation_that_may_call_it_so() {
        TableShape shape = Shapes.items(Shapes.unique("by_sku", "sku"));

        assertThat(conflict(shape, row(1, "abc"), row(2, "abd"))).isFalse();
        assertThat(conflict(shape, row(1, "abc"), row(2, "ABC  "))).isTrue();
        assertThat(conflict(shape, row(1, "ete"), row(2, "été"))).isTrue();
        assertThat(conflict(shape, row(1, "straße"), row(2, "été"))).isTrue();
        assertThat(conflict(shape, row(1, null), row(2, null))).isFalse();
    }

    @Test
    void a_prefix_is_compared_as_far_as_it_goes() {
        TableShape shape = Shapes.items(new UniqueKey("p", List.of(new Part("sku", 2, false))));

        assertThat(conflict(shape, row(1, "abX"), row(2, "abY"))).isTrue();
        assertThat(conflict(shape, row(1, "abX"), row(2, "acX"))).isFalse();
    }

    @Test
    void a_key_over_an_expression_is_compared_with_none() {
        assertThat(conflict(Shapes.items(new UniqueKey("f", List.of())), row(1, "a"), row(2, "b")))
                .isTrue();
    }

    @Test
    void a_table_without_a_key_is_needed_whole() {
        assertThat(conflict(Shapes.shape(false, false), row(1, "a"), row(2, "b")))
                .isTrue();
    }

    private boolean conflict(TableShape shape, RowImage first, RowImage second) {
        Claims one = claims(shape, first);
        Claims other = claims(shape, second);
        return !Collections.disjoint(one.alone(), other.alone())
                || !Collections.disjoint(one.alone(), other.shared())
                || !Collections.disjoint(one.shared(), other.alone());
    }

    private Claims claims(TableShape shape, RowImage row) {
        Claims claims = new Claims();
        reader.read(shape, new Change.Row(shape.name(), null, row), claims);
        return claims;
    }

    private static RowImage row(int id, @Nullable String sku) {
        return RowImage.of("id", Integer.toString(id), "sku", sku, "n", "1");
    }
}
