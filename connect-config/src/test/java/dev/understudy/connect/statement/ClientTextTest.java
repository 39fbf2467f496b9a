package dev.understudy.connect.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTextTest {

    @ParameterizedTest
    @CsvSource({
        "8, 0x80, €", // latin1 is windows-1252
        "8, 0x81, '\u0081'", // with control characters in its holes
        "47, 0xe9, é",
        "9, 0xb1, ą",
        "7, 0xc1, а",
        "51, 0xe0, а",
        "30, 0xfd, ı",
        "28, 0xd6d0, 中",
        "13, 0x835c, ソ",
        "33, 0xc3a9, é",
        "45, 0xf09f8d8b, 🍋",
        "255, 0xc3a9, é",
        "2304, 0xc3a9, é",
        "1032, 0xe9, é", // latin1_swedish_nopad_ci
        "-1, 0xc3a9, é"
    })
    void bytes_are_what_the_set_says(int collation, String hex, String text) {
        assertThat(ClientText.of(collation, bytes(hex))).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "45, 0xe9",
        "33, 0xc3",
        "11, 0xe9",
        "13, 0x83",
        "3, 0xe9",
        "10, 0x5b",
        "54, 0x41e9",
        "9999, 0xe9",
        "13, 0x815c", // a dash, of which there are two
        "36, 0xfc" // the numero sign, or a small n
    })
    void bytes_that_the_set_does_not_know_and_sets_that_are_not_known_are_none(int collation, String hex) {
        assertThat(ClientText.of(collation, bytes(hex))).isEmpty();
    }

    @Test
    void ascii_is_itself_in_all_but_one() {
        byte[] sql = "CREATE TABLE t (a int)".getBytes(StandardCharsets.US_ASCII);

        assertThat(ClientText.of(3, sql)).contains("CREATE TABLE t (a int)");
        assertThat(ClientText.isSameInUtf8(3, sql)).isTrue();
        assertThat(ClientText.isSameInUtf8(10, sql)).as("swe7").isFalse();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.substring(2));
    }
}
