package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Documents as MySQL 9.7 shows them, with the types of their values. */
class ShownJsonTest {

    @Test
    void values_keep_the_types_that_their_text_does_not_tell() {
        assertThat(ShownJson.sql("{\"a\": [1, 2.0], \"b\": 5}", "OBJECT INTEGER DOUBLE UNSIGNED_INTEGER"))
                .isEqualTo("JSON_EXTRACT(JSON_ARRAY(JSON_OBJECT('a', CAST('[1, 2.0]' AS JSON),"
                        + " 'b', CAST(5 AS UNSIGNED))), '$[0]')");
        assertThat(ShownJson.sql("[5000000000, \"x\"]", "INTEGER STRING"))
                .isEqualTo("JSON_EXTRACT(JSON_ARRAY(JSON_ARRAY(CAST(5000000000 AS SIGNED),"
                        + " CAST('\"x\"' AS JSON))), '$[0]')");
        assertThat(ShownJson.sql("\"-838:59:59.000000\"", "TIME"))
                .isEqualTo("JSON_EXTRACT(JSON_ARRAY(TIME'-838:59:59.000000'), '$[0]')");
        assertThat(ShownJson.sql("\"base64:type252:AP8=\"", "BLOB"))
                .isEqualTo("(SELECT JSON_EXTRACT(JSON_ARRAY(o.t0), '$[0]') FROM JSON_TABLE(JSON_ARRAY(x'00FF'), '$'"
                        + " COLUMNS (t0 BLOB PATH '$[0]' ERROR ON ERROR)) o)");
    }

    @Test
    void a_decimal_keeps_the_room_that_it_was_stored_in() {
        assertThat(decimal("4.5", 7)).isEqualTo("4.5");
        assertThat(decimal("1.50", 10)).isEqualTo("CAST('1.50' AS DECIMAL(11,2))");
        assertThat(decimal("-0.5", 6)).isEqualTo("-.5");
        assertThat(decimal("12.50", 8)).isEqualTo("012.50");
        assertThat(decimal("100", 7)).isEqualTo("100.");
        assertThat(decimal("-123456789012.000000000001", 19))
                .isEqualTo("CAST('-123456789012.000000000001' AS DECIMAL(30,12))");
        assertThat(decimal("9".repeat(33) + "." + "9".repeat(30), 5 + 16 + 14)).endsWith("AS DECIMAL(65,30))");
    }

    @Test
    void empty_containers_have_no_values() {
        assertThat(ShownJson.sql("[[], {}, 1]", "ARRAY OBJECT UNSIGNED_INTEGER"))
                .isEqualTo("JSON_EXTRACT(JSON_ARRAY(JSON_ARRAY(CAST('[]' AS JSON), CAST('{}' AS JSON),"
                        + " CAST(1 AS UNSIGNED))), '$[0]')");
    }

    @Test
    void a_document_and_types_of_another_are_refused() {
        assertThatThrownBy(() -> ShownJson.sql("[1, 2]", "INTEGER")).isInstanceOf(Unfaithful.class);
        assertThatThrownBy(() -> ShownJson.sql("[1]", "INTEGER DATE")).isInstanceOf(Unfaithful.class);
        assertThatThrownBy(() -> ShownJson.sql("[1]", "NEWTYPE"))
                .isInstanceOf(Unfaithful.class)
                .hasMessageContaining("NEWTYPE");
    }

    private static String decimal(String text, int size) {
        String all = ShownJson.sql(text, "DECIMAL" + size);
        String inside = "JSON_EXTRACT(JSON_ARRAY(";
        return all.substring(inside.length(), all.length() - "), '$[0]')".length());
    }
}
