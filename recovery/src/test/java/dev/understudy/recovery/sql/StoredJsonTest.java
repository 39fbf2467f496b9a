package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.recovery.sql.TableShape.Column;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Documents as MySQL 9.7 stores them. */
class StoredJsonTest {

    private static final Column JSON = new Column("c", "json", false, false, false);

    @Test
    void what_json_can_say_is_its_text() {
        assertThat(sql("")).isEqualTo("'null'");
        assertThat(sql("0400")).isEqualTo("'null'");
        assertThat(sql("0401")).isEqualTo("'true'");
        assertThat(sql("0c0361220a")).isEqualTo("'\"a\\\\\"\\\\u000a\"'");
        assertThat(sql("05fbff")).isEqualTo("'-5'");
        assertThat(sql("0b000000000000f03f")).isEqualTo("'1.0'");
        assertThat(sql("0200000400")).isEqualTo("'[]'");
        assertThat(sql("0202000a00050100040100")).isEqualTo("'[1, true]'");
        assertThat(sql("0001000c000b00010005020061")).isEqualTo("'{\"a\": 2}'");
    }

    @Test
    void a_number_that_the_parser_would_make_signed_is_cast() {
        assertThat(sql("060500")).isEqualTo("JSON_EXTRACT(JSON_ARRAY(CAST(5 AS UNSIGNED)), '$[0]')");
        assertThat(sql("0900f2052a01000000")).isEqualTo("JSON_EXTRACT(JSON_ARRAY(CAST(5000000000 AS SIGNED)), '$[0]')");
        assertThat(sql("0a00f2052a01000000")).isEqualTo("'5000000000'");
    }

    @Test
    void a_value_of_a_column_comes_out_of_such_a_column() {
        assertThat(sql("0ffc0200ff"))
                .isEqualTo("(SELECT JSON_EXTRACT(JSON_ARRAY(o.t0), '$[0]') FROM JSON_TABLE(JSON_ARRAY(x'00FF'), '$'"
                        + " COLUMNS (t0 BLOB PATH '$[0]' ERROR ON ERROR)) o)");
        assertThat(sql("0ff60402018105")).isEqualTo("JSON_EXTRACT(JSON_ARRAY(1.5), '$[0]')");
        assertThat(sql("0ff60402017efa")).isEqualTo("JSON_EXTRACT(JSON_ARRAY(-1.5), '$[0]')");
    }

    @Test
    void what_ends_early_or_is_not_known_is_refused() {
        assertThatThrownBy(() -> sql("0c0561")).isInstanceOf(Unfaithful.class).hasMessageContaining("ends early");
        assertThatThrownBy(() -> sql("0ff70161"))
                .isInstanceOf(Unfaithful.class)
                .hasMessageContaining("an opaque value of type 247");
    }

    private static String sql(String stored) {
        return Literals.of(StoredJson.bind(JSON, HexFormat.of().parseHex(stored)));
    }
}
