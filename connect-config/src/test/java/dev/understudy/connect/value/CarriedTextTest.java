package dev.understudy.connect.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CarriedTextTest {

    @Test
    void bytes_are_the_text_that_they_are_in_utf8() {
        assertThat(CarriedText.of("it's é🍋\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("it's é🍋\n");
        assertThat(CarriedText.of(new byte[0])).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_base64() {
        assertThat(CarriedText.of(new byte[] {(byte) 0xE9})).isEqualTo("\0" + "6Q==");
        assertThat(CarriedText.of(new byte[] {0})).isEqualTo("\0" + "AA==");
        assertThat(CarriedText.of("\uFFFD".getBytes(StandardCharsets.UTF_8)))
                .as("what stands for bytes that are no UTF-8 is not told from them")
                .startsWith("\0");
    }

    @Test
    void numbers_are_exact() {
        assertThat(CarriedText.of(-1)).isEqualTo("-1");
        assertThat(CarriedText.of(1.1f)).isEqualTo("1.100000023841858");
        assertThat(CarriedText.of(-0.0)).isEqualTo("-0.0");
        assertThat(CarriedText.of(new BigDecimal("1E-30"))).isEqualTo("0.000000000000000000000000000001");
        assertThat(CarriedText.of(BitSet.valueOf(new long[] {-1}))).isEqualTo("18446744073709551615");
        assertThat(CarriedText.of(Year.of(1900))).isEqualTo("1900");
    }

    @Test
    void times_are_as_sql_writes_them() {
        assertThat(CarriedText.of(LocalDateTime.of(1, 2, 3, 4, 5, 6, 7000))).isEqualTo("0001-02-03 04:05:06.000007");
        assertThat(CarriedText.of(Duration.ofSeconds(-838 * 3600).minusNanos(1000)))
                .isEqualTo("-838:00:00.000001");
        assertThat(CarriedText.of(new ImpossibleDate("0000-00-00"))).isEqualTo("0000-00-00");
    }

    @Test
    void what_is_not_known_says_so_and_is_nobodys_base64() {
        assertThat(CarriedText.of(new Object())).isEqualTo("\0?java.lang.Object");
    }
}
