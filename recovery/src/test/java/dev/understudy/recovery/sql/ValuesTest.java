package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.recovery.sql.TableShape.Column;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the connector sends, and the SQL that stores the same again. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "int       | 0                       | 0",
                "bigint    | -9223372036854775808    | -9223372036854775808",
                "year      | 1900                    | 0",
                "year      | 2155                    | 2155",
                "date      | 0                       | '1970-01-01'",
                "date      | -719528                 | '0000-01-01'",
                "date      | 2932896                 | '9999-12-31'",
                "time      | -3020399000000          | '-838:59:59.000000'",
                "time      | 1                       | '00:00:00.000001'",
                "datetime  | 253402300799999999      | '9999-12-31 23:59:59.999999'",
                "datetime  | -1                      | '1969-12-31 23:59:59.999999'",
            })
    void whole_numbers(String type, long value, String sql) {
        assertThat(sql(column(type, false), value)).isEqualTo(sql);
    }

    @Test
    void an_unsigned_number_that_came_with_a_sign_is_what_it_was() {
        assertThat(sql(column("bigint", true), -1L)).isEqualTo("18446744073709551615");
        assertThat(sql(column("bigint", true), new BigInteger("18446744073709551615")))
                .isEqualTo("18446744073709551615");
    }

    @Test
    void floating_numbers_keep_every_bit() {
        assertThat(sql(column("double", false), -0.0)).isEqualTo("-0.0E0");
        assertThat(sql(column("double", false), Double.MIN_VALUE)).isEqualTo("4.9E-324");
        assertThat(sql(column("double", false), Double.MAX_VALUE)).isEqualTo("1.7976931348623157E308");
        assertThat(sql(column("float", false), 5L)).isEqualTo("5.0E0");
    }

    @Test
    void texts_are_quoted_for_a_session_with_backslashes() {
        assertThat(sql(column("varchar", false), "it's a \\ and\0 \n \r \u001a é 🍋"))
                .isEqualTo("'it''s a \\\\ and\\0 \\n \\r \\Z é 🍋'");
        assertThat(sql(column("decimal", false), "-12.30")).isEqualTo("'-12.30'");
        assertThat(sql(column("timestamp", false), "2038-01-19T03:14:07.999999Z"))
                .isEqualTo("'2038-01-19 03:14:07.999999'");
    }

    @Test
    void bytes_are_hexadecimal() {
        assertThat(sql(column("varbinary", false), "AP8n")).isEqualTo("x'00FF27'");
        assertThat(sql(column("blob", false), "")).isEqualTo("''");
        assertThat(sql(column("bit", false), "AQI=")).isEqualTo("513");
        assertThat(sql(column("bit", false), true)).isEqualTo("1");
        assertThat(sql(column("point", false), Map.of("wkb", "AQEA", "srid", 4326L)))
                .isEqualTo("x'E6100000010100'");
    }

    @Test
    void what_has_another_form_than_its_column_is_refused() {
        assertThatThrownBy(() -> Values.bind(column("int", false), "five"))
                .isInstanceOf(Values.Unfaithful.class)
                .hasMessageContaining("column c (int) came as String");
        assertThatThrownBy(() -> Values.bind(column("datetime", false), "2020-01-01"))
                .isInstanceOf(Values.Unfaithful.class);
        assertThatThrownBy(() -> Values.bind(column("varchar", false), Map.of()))
                .isInstanceOf(Values.Unfaithful.class);
    }

    @Test
    void an_enums_error_value_needs_a_lenient_session() {
        assertThat(Values.isLenient(column("enum", false), "")).isTrue();
        assertThat(Values.isLenient(column("enum", false), "a")).isFalse();
        assertThat(Values.isLenient(column("varchar", false), "")).isFalse();
    }

    private static Column column(String type, boolean unsigned) {
        return new Column("c", type, unsigned, false, false);
    }

    private static String sql(Column column, @Nullable Object value) {
        return Literals.of(Values.bind(column, value));
    }
}
