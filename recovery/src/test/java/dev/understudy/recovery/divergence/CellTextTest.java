package dev.understudy.recovery.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTextTest {

    @ParameterizedTest
    @CsvSource({
        "tinyint, tinyint unsigned, -1, 255",
        "tinyint, tinyint, -1, -1",
        "smallint, smallint unsigned, -1, 65535",
        "mediumint, mediumint unsigned, -1, 16777215",
        "int, int unsigned, -1, 4294967295",
        "bigint, bigint unsigned, -1, 18446744073709551615",
        "bigint, bigint, -1, -1",
        "year, year, 2026, 2026",
        "date, date, 1709164800000000, 2024-02-29",
        "date, date, -9223372036854775808, 0000-00-00",
        "datetime, datetime(6), 1709251199500000, 2024-02-29 23:59:59.500000",
        "datetime, datetime, 1709251199000000, 2024-02-29 23:59:59",
        "timestamp, timestamp, -9223372036854775808, 0000-00-00 00:00:00",
        "time, time, 3661000000, 01:01:01",
        "time, time(2), -3020399990000, -838:59:59.990000",
    })
    void numbers(String type, String definition, long value, String text) {
        assertThat(text(new Column("c", type, definition, null, false), value)).isEqualTo(text);
    }

    @Test
    void members_of_an_enum_and_a_set_are_named() {
        Column kind = new Column("c", "enum", "enum('new','it''s, paid')", "utf8mb4", false);
        assertThat(text(kind, 2)).isEqualTo("it's, paid");
        assertThat(text(kind, 0)).as("the error value").isEmpty();
        Column tags = new Column("c", "set", "set('a','b','c')", "utf8mb4", false);
        assertThat(text(tags, 5L)).isEqualTo("a,c");
        assertThat(text(tags, 0L)).isEmpty();
    }

    @Test
    void text_is_read_in_its_character_set_and_what_is_none_by_its_bytes() {
        assertThat(text(varchar("utf8mb4"), "für".getBytes(UTF_8))).isEqualTo("für");
        assertThat(text(varchar("latin1"), new byte[] {'f', (byte) 0xFC, (byte) 0x80}))
                .isEqualTo("fü€");
        assertThat(text(varchar("ucs2"), new byte[] {0, 'f'})).isEqualTo("0x0066");
        assertThat(text(varchar("gbk"), new byte[] {'o', 'k'})).isEqualTo("ok");
        assertThat(text(varchar("gbk"), new byte[] {(byte) 0xB0, (byte) 0xA1})).isEqualTo("0xb0a1");
        assertThat(text(new Column("c", "varbinary", "varbinary(9)", null, false), new byte[] {0, -1}))
                .isEqualTo("0x00ff");
        assertThat(text(new Column("c", "json", "json", null, false), new byte[] {0, 1}))
                .as("damaged")
                .isEqualTo("0x0001");
    }

    @Test
    void the_rest_is_as_it_is() {
        assertThat(text(varchar("utf8mb4"), null)).isNull();
        assertThat(text(new Column("c", "decimal", "decimal(6,2)", null, false), new BigDecimal("-1.50")))
                .isEqualTo("-1.50");
        assertThat(text(new Column("c", "double", "double", null, false), 0.1)).isEqualTo("0.1");
        BitSet bits = new BitSet();
        bits.set(0);
        bits.set(2);
        assertThat(text(new Column("c", "bit", "bit(5)", null, false), bits)).isEqualTo("b'101'");
    }

    private static Column varchar(String charset) {
        return new Column("c", "varchar", "varchar(9)", charset, false);
    }

    private static @Nullable String text(Column column, @Nullable Serializable value) {
        return CellText.of(column, value);
    }
}
