package dev.understudy.recovery.verify.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.changelog.Change.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestSqlTest {

    private static final ColumnShape ID = new ColumnShape("id", "int", "int(11)", null, null, null, false);
    private static final ColumnShape PART = text("part", "varchar", 40L, false);
    private static final ColumnShape STORY = text("story", "longtext", 4_294_967_295L, true);
    private static final ColumnShape PRICE = new ColumnShape("price", "float", "float", null, null, null, true);
    private static final ColumnShape LABEL = text("label", "enum", 4L, false);

    private final TableShape table = TableShape.of(
            new TableName("shop", "it`ems"),
            List.of(ID, PART, STORY, PRICE, LABEL),
            List.of(new KeyShape.Index("PRIMARY", List.of("id", "part"), true)));
    private final DigestSql sql = new DigestSql(table);
    private final KeyValue low = new KeyValue(List.of("7", "27"));
    private final KeyValue high = new KeyValue(List.of("9", ""));

    @Test
    void a_chunk_lies_behind_one_key_and_ends_with_another() {
        assertThat(sql.digest(new KeyRange(low, high)))
                .endsWith(" FROM `shop`.`it``ems` FORCE INDEX (`PRIMARY`)"
                        + " WHERE ((`id` > 7) OR (`id` = 7 AND `part` > _utf8mb4 x'27'))"
                        + " AND ((`id` < 9) OR (`id` = 9 AND `part` <= _utf8mb4 x''))) r");
    }

    @Test
    void the_first_chunk_begins_with_the_table_and_the_last_one_ends_with_it() {
        assertThat(sql.digest(KeyRange.ALL)).doesNotContain("WHERE");
        assertThat(sql.digest(new KeyRange(low, null))).contains(" > ").doesNotContain(" < ");
        assertThat(sql.boundary(new KeyRange(null, high), 500)).contains("<=").endsWith(" LIMIT 1 OFFSET 499");
    }

    @Test
    void each_value_goes_in_as_what_it_exactly_is() {
        assertThat(sql.rows(KeyRange.ALL))
                .contains("SHA2(CONCAT(CAST(`id` AS CHAR),',',"
                        // Its bytes, whatever its collation calls them.
                        + "HEX(`part`),',',"
                        // A hash of its own: no text of megabytes.
                        + "IF(`story` IS NULL,'N',SHA2(`story`,256)),',',"
                        // A FLOAT is shown rounded.
                        + "IF(`price` IS NULL,'N',CAST(CAST(`price` AS DOUBLE) AS CHAR)),',',"
                        // The number: the empty label may be an error value.
                        + "CAST(CAST(`label` AS UNSIGNED) AS CHAR)),256)");
    }

    @Test
    void rows_are_found_again_by_their_keys() {
        assertThat(sql.rows(List.of(low, high)))
                .endsWith(" WHERE (`id` = 7 AND `part` = _utf8mb4 x'27') OR (`id` = 9 AND `part` = _utf8mb4 x'')");
    }

    @Test
    void a_table_without_a_key_is_read_as_it_comes() {
        DigestSql bag = new DigestSql(TableShape.of(new TableName("shop", "bag"), List.of(ID), List.of()));

        assertThat(bag.digest()).contains(" FROM `shop`.`bag`)").doesNotContain("FORCE INDEX");
        assertThat(bag.hashes(List.of("0a1", "fff"))).contains("SUBSTR(h,1,3) IN ('0a1','fff')");
    }

    @Test
    void a_key_is_one_whose_every_part_is_whole_and_there() {
        KeyShape.Index hash = new KeyShape.Index("a", List.of("story"), true);
        KeyShape.Index prefix = new KeyShape.Index("PRIMARY", List.of("part"), false);
        KeyShape.Index unique = new KeyShape.Index("b", List.of("id"), true);

        assertThat(key(hash)).as("nullable").isEmpty();
        assertThat(key(prefix)).as("a prefix").isEmpty();
        assertThat(key(hash, prefix, unique)).contains("b");
        assertThat(key(unique, new KeyShape.Index("PRIMARY", List.of("part"), true)))
                .as("the primary key first")
                .contains("PRIMARY");
    }

    @Test
    void an_enumeration_is_walked_by_its_numbers_each_by_itself() {
        ColumnShape kind = new ColumnShape("kind", "enum", "enum('b','it''s, it','a')", "utf8mb4", "any", 40L, false);

        assertThat(kind.compare(">", "1")).isEqualTo("`kind` IN (2,3)");
        assertThat(kind.compare(">", "3")).isEqualTo("1 = 0");
        assertThat(kind.compare("<=", "1")).as("the error value too").isEqualTo("`kind` IN (0,1)");
        assertThat(kind.compare("<", "0")).isEqualTo("1 = 0");
        assertThat(kind.compare("=", "2")).isEqualTo("`kind` = 2");
        assertThat(kind.isOrdered()).isTrue();
        assertThat(new ColumnShape("many", "enum", "enum(" + "'x',".repeat(200) + "'y')", null, null, null, false)
                        .isOrdered())
                .isFalse();
    }

    @Test
    void a_key_is_shown_as_a_person_would_write_it() {
        KeyShape key = table.key().orElseThrow();

        assertThat(key.shown(new KeyValue(List.of("7", "C3A9")))).isEqualTo("id=7, part='é'");
        assertThat(key.shown(new KeyValue(List.of("7", "61".repeat(100))))).hasSizeLessThan(90);
    }

    private static java.util.Optional<String> key(KeyShape.Index... uniques) {
        return KeyShape.choose(List.of(ID, PART, STORY, PRICE, LABEL), List.of(uniques))
                .map(KeyShape::index);
    }

    private static ColumnShape text(String name, String type, long octets, boolean nullable) {
        return new ColumnShape(name, type, type, "utf8mb4", "utf8mb4_general_ci", octets, nullable);
    }
}
