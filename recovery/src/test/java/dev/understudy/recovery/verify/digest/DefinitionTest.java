package dev.understudy.recovery.verify.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionTest {

    private static final String TABLE = """
            CREATE TABLE `t` (
              `id` int NOT NULL AUTO_INCREMENT COMMENT ') ENGINE=InnoDB AUTO_INCREMENT=3',
              `n` int DEFAULT '5',
              PRIMARY KEY (`id`)
            ) ENGINE=InnoDB%s DEFAULT CHARSET=utf8mb4 COMMENT=' AUTO_INCREMENT=9'""";

    @Test
    void the_counter_is_no_part_of_a_table_s_definition_and_a_comment_is() {
        assertThat(Definition.ofTable(TABLE.formatted(" AUTO_INCREMENT=17"))).isEqualTo(TABLE.formatted(""));
        assertThat(Definition.ofTable(TABLE.formatted(""))).isEqualTo(TABLE.formatted(""));
    }

    @Test
    void the_line_that_differs_is_shown() {
        String other = TABLE.formatted("").replace("DEFAULT '5'", "DEFAULT '7'");

        assertThat(Definition.wrong(TABLE.formatted(""), other))
                .isEqualTo("is \"`n` int DEFAULT '7',\" on the standby and \"`n` int DEFAULT '5',\" on the primary");
    }

    @Test
    void of_a_long_line_the_part_that_differs_is_shown() {
        String one = "CREATE VIEW v AS " + "x ".repeat(200) + "1";
        String other = "CREATE VIEW v AS " + "x ".repeat(200) + "2";

        assertThat(Definition.wrong(one, other))
                .contains("x 2\" on the standby")
                .hasSizeLessThan(200);
    }

    @Test
    void an_object_that_one_side_lacks_is_told_from_one_that_differs() {
        assertThat(Definition.wrong("a", null)).isEqualTo("missing on the standby");
        assertThat(Definition.wrong(null, "a")).isEqualTo("only on the standby");
        assertThat(Definition.differing(Map.of("view a", "1", "view b", "1"), Map.of("view b", "2", "view c", "1")))
                .containsExactly("view a", "view b", "view c");
    }
}
