package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.changelog.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegroupedTest {

    @Test
    void a_renaming_of_several_tables_is_one_statement() {
        assertThat(regrouped(List.of("RENAME TABLE a TO x", "rename table b to a", "RENAME TABLE x TO b;")))
                .containsExactly("RENAME TABLE a TO x, b to a, x TO b");
    }

    @Test
    void a_dropping_of_several_tables_is_one_statement() {
        assertThat(regrouped(List.of("DROP TABLE IF EXISTS `d`.`a`", "DROP TABLE IF EXISTS `d`.`b`")))
                .containsExactly("DROP TABLE IF EXISTS `d`.`a`, `d`.`b`");
    }

    @Test
    void what_differs_stays_apart() {
        List<String> different = List.of("DROP TABLE a", "DROP TABLE IF EXISTS b");
        assertThat(regrouped(different)).isEqualTo(different);
        List<String> one = List.of("RENAME TABLE a TO b");
        assertThat(regrouped(one)).isEqualTo(one);
        List<String> other = List.of("CREATE TABLE a (b INT)", "RENAME TABLE a TO b");
        assertThat(regrouped(other)).isEqualTo(other);
    }

    private static List<String> regrouped(List<String> statements) {
        return Regrouped.of(
                        statements.stream().map(sql -> new Change.Ddl("d", sql)).toList())
                .stream()
                .map(Change.Ddl::sql)
                .toList();
    }
}
