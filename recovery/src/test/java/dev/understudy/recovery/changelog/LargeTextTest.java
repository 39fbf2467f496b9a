package dev.understudy.recovery.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LargeTextTest {

    private static final int LARGE = 5 * 1024 * 1024;
    private static final String AWKWARD = "a\"b\\c\n\t\r\b\f/\u0001é€\uD83D\uDE00";

    @Test
    void a_long_text_stays_in_its_record_and_a_short_one_beside_it_does_not() throws IOException {
        RowImage row = row(Map.of("id", "7", "t", "x".repeat(LARGE)));
        assertThat(row.value(row.place("id"))).isEqualTo("7");
        assertThat(large(row, "t").text()).isEqualTo("x".repeat(LARGE));
    }

    @Test
    void its_bytes_are_the_texts_utf8_whatever_was_escaped() throws IOException {
        String text = AWKWARD.repeat(LARGE / AWKWARD.length());
        LargeText large = large(row(Map.of("t", text)), "t");
        assertThat(large.isBytes()).isFalse();
        assertThat(large.utf8().readAllBytes()).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void an_escaped_pair_of_halves_is_one_character() throws IOException {
        byte[] json = "x\\ud83d\\uDE00\\u00e9".getBytes(UTF_8);
        assertThat(new LargeText(json, 0, json.length).text()).isEqualTo("x\uD83D\uDE00é");
    }

    @Test
    void base64_behind_a_zero_character_stands_for_its_bytes() throws IOException {
        byte[] blob = new byte[LARGE];
        new Random(1).nextBytes(blob);
        LargeText large = large(row(Map.of("t", "\0" + Base64.getEncoder().encodeToString(blob))), "t");
        assertThat(large.isBytes()).isTrue();
        assertThat(large.decoded().readAllBytes()).isEqualTo(blob);
    }

    @Test
    void the_same_text_in_another_record_is_equal_and_one_that_differs_in_the_middle_is_not() throws IOException {
        String half = "y".repeat(LARGE / 2);
        LargeText text = large(row(Map.of("t", half + "1" + half)), "t");
        assertThat(text).isEqualTo(large(row(Map.of("t", half + "1" + half)), "t"));
        assertThat(text).hasSameHashCodeAs(large(row(Map.of("t", half + "1" + half)), "t"));
        assertThat(text).isNotEqualTo(large(row(Map.of("t", half + "2" + half)), "t"));
    }

    private static LargeText large(RowImage row, String column) {
        return (LargeText) Objects.requireNonNull(row.value(row.place(column)));
    }

    private static RowImage row(Map<String, @Nullable Object> after) throws JsonProcessingException {
        byte[] record = new ObjectMapper()
                .writeValueAsBytes(
                        Map.of("op", "c", "after", after, "source", Map.of("name", "orders-e1", "gtid", "0-1-7")));
        return Objects.requireNonNull(((LogEntry.Row) new LogParser().parse(record)).after());
    }
}
