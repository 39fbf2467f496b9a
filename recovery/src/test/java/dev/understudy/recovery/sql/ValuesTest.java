package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connect.value.CarriedText;
import dev.understudy.connect.value.StoredTime;
import dev.understudy.recovery.sql.TableShape.Column;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the binlog reader hands to the connector's converter, and the SQL that stores the same again. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "tinyint, false, 5, 5",
        "tinyint, true, -1, 255",
        "smallint, true, -32768, 32768",
        "mediumint, true, -1, 16777215",
        "int, true, -1, 4294967295",
        "int, false, -2147483648, -2147483648",
        "bigint, true, -1, 18446744073709551615",
        "bigint, false, -9223372036854775808, -9223372036854775808",
        "enum, false, 0, 0",
        "set, false, -9223372036854775808, 9223372036854775808",
    })
    void whole_numbers_are_signed_as_their_column_is(String type, boolean unsigned, long binlog, String sql) {
        assertThat(sql(new Column("c", type, unsigned, false, false), binlog)).isEqualTo(sql);
    }

    @Test
    void floating_numbers_keep_every_bit() {
        assertThat(sql(column("double"), -0.0)).isEqualTo("-0.0E0");
        assertThat(sql(column("double"), Double.MIN_VALUE)).isEqualTo("4.9E-324");
        assertThat(sql(column("double"), Double.MAX_VALUE)).isEqualTo("1.7976931348623157E308");
        assertThat(sql(column("float"), 1.1f)).isEqualTo("1.100000023841858E0");
        assertThat(sql(column("float"), Float.MIN_VALUE)).isEqualTo("1.401298464324817E-45");
        assertThat(sql(column("decimal"), new BigDecimal("-1E-30"))).isEqualTo("'-0.000000000000000000000000000001'");
    }

    @Test
    void dates_and_times() {
        assertThat(sql(column("date"), LocalDate.of(0, 1, 1))).isEqualTo("'0000-01-01'");
        assertThat(sql(column("date"), LocalDate.of(9999, 12, 31))).isEqualTo("'9999-12-31'");
        assertThat(sql(column("date"), StoredTime.date(0))).isEqualTo("'0000-00-00'");
        assertThat(sql(column("date"), StoredTime.date(2024 << 9 | 2 << 5 | 31)))
                .isEqualTo("'2024-02-31'");
        assertThat(sql(column("datetime"), LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)))
                .isEqualTo("'9999-12-31 23:59:59.999999'");
        assertThat(sql(
                        column("timestamp"),
                        LocalDateTime.of(1970, 1, 1, 0, 0, 1).atZone(ZoneOffset.UTC)))
                .isEqualTo("'1970-01-01 00:00:01'");
        assertThat(sql(column("timestamp"), StoredTime.timestamp(0, 0))).isEqualTo("'0000-00-00 00:00:00'");
        assertThat(sql(column("time"), Duration.ofSeconds(-838 * 3600 - 59 * 60 - 59)))
                .isEqualTo("'-838:59:59'");
        assertThat(sql(column("time"), Duration.ofNanos(-1000))).isEqualTo("'-00:00:00.000001'");
        assertThat(sql(column("year"), Year.of(1900))).isEqualTo("0");
        assertThat(sql(column("year"), Year.of(2155))).isEqualTo("2155");
    }

    @Test
    void texts_are_quoted_for_a_session_with_backslashes() {
        assertThat(sql(text("utf8mb4"), utf8("it's a \\ \n \r é 🍋"))).isEqualTo("'it''s a \\\\ \\n \\r é 🍋'");
        assertThat(sql(text("utf8mb3"), utf8(""))).isEqualTo("''");
        assertThat(sql(text("latin1"), utf8("plain"))).isEqualTo("'plain'");
    }

    @ParameterizedTest
    @CsvSource({
        "utf8mb4, ff",
        "utf8mb4, 00",
        "utf8mb4, efbfbd",
        "latin1, e9",
        "latin1, c3a9",
        "latin1, 818d8f909d",
        "sjis, 81ad",
        "ucs2, 0061",
        "ucs2, 3041",
        "utf16, d83cdf4b",
        "swe7, 5b",
    })
    void other_texts_are_the_bytes_that_they_were(String charset, String bytes) {
        assertThat(sql(text(charset), HexFormat.of().parseHex(bytes)).toLowerCase(java.util.Locale.ROOT))
                .isEqualTo("x'" + bytes + "'");
    }

    @Test
    void every_byte_of_every_length_comes_back() {
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                bytes = new String(bytes, Charset.forName("windows-1251")).getBytes(StandardCharsets.UTF_8);
            }
            assertThat(Carried.bytes(column("blob"), CarriedText.of(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void bytes_are_hexadecimal_and_of_their_columns_length() {
        assertThat(sql(column("varbinary"), new byte[] {0, -1, 39})).isEqualTo("x'00FF27'");
        assertThat(sql(column("blob"), new byte[0])).isEqualTo("''");
        assertThat(sql(new Column("c", "binary", false, false, false, null, 3), new byte[] {1}))
                .isEqualTo("x'010000'");
        assertThat(sql(column("bit"), BitSet.valueOf(new long[] {513}))).isEqualTo("513");
        assertThat(sql(column("bit"), BitSet.valueOf(new long[] {-1}))).isEqualTo("18446744073709551615");
        assertThat(sql(column("bit"), new BitSet())).isEqualTo("0");
        assertThat(sql(column("point"), new byte[] {-26, 16, 0, 0, 1})).isEqualTo("x'E610000001'");
    }

    @Test
    void a_uuid_is_written_as_text() {
        assertThat(sql(new Column("c", "uuid", false, false, false, null, 16), new byte[] {32, 1, 13, -72}))
                .isEqualTo("'20010db8-0000-0000-0000-000000000000'");
    }

    @Test
    void what_has_another_form_than_its_column_is_refused() {
        assertThatThrownBy(() -> Values.bind(column("int"), "five"))
                .isInstanceOf(Unfaithful.class)
                .hasMessage("column c (int) came as five");
        assertThatThrownBy(() -> Values.bind(column("datetime"), "2020-01-01T00:00:00Z"))
                .isInstanceOf(Unfaithful.class);
        assertThatThrownBy(() -> Values.bind(column("xmltype"), "<a/>"))
                .isInstanceOf(Unfaithful.class)
                .hasMessageContaining("does not know");
        assertThatThrownBy(() -> Values.bind(column("blob"), CarriedText.of(new Object())))
                .isInstanceOf(Unfaithful.class)
                .hasMessageContaining("?java.lang.Object");
    }

    @Test
    void an_enums_error_value_needs_a_lenient_session() {
        assertThat(Values.isLenient(column("enum"), "0")).isTrue();
        assertThat(Values.isLenient(column("enum"), 0L)).isTrue();
        assertThat(Values.isLenient(column("enum"), 1L)).isFalse();
        assertThat(Values.isLenient(column("varchar"), "0")).isFalse();
    }

    private static Column column(String type) {
        return new Column("c", type, false, false, false);
    }

    private static Column text(String charset) {
        return new Column("c", "varchar", false, false, false, charset, 0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sql(Column column, Object binlog) {
        return Literals.of(Values.bind(column, CarriedText.of(binlog)));
    }
}
