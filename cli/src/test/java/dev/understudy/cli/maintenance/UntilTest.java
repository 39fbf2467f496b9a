package dev.understudy.cli.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.Moments;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntilTest {

    private static final Instant NOW = Instant.parse("2026-11-28T01:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30m,                       2026-11-28T01:30:00Z",
        "2h,                        2026-11-28T03:00:00Z",
        "7d,                        2026-12-05T01:00:00Z",
        "2026-11-28T04:00:00Z,      2026-11-28T04:00:00Z",
        "2026-11-28T04:00:00+02:00, 2026-11-28T02:00:00Z",
    })
    void it_is_a_duration_or_a_time(String text, String end) {
        assertThat(Moments.shown(Until.parse(text, NOW))).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "tomorrow,             is a duration such as",
        "2026-11-28T04:00:00,  is a duration such as",
        "30,                   is a duration such as",
        "0s,                   is over",
        "2026-11-28T00:59:59Z, is over",
        "8d,                   more than 7 days away",
        "2027-11-28T00:00:00Z, more than 7 days away",
    })
    void anything_else_is_told_in_one_line(String text, String why) {
        assertThatThrownBy(() -> Until.parse(text, NOW))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--until")
                .hasMessageContaining(why);
    }

    @Test
    void a_moment_that_is_over_counts_backwards_and_all_are_shown_to_the_second() {
        assertThat(Moments.back("--from", "90s", NOW)).isEqualTo("2026-11-28T00:58:30Z");
        assertThat(Moments.shown(NOW.plusMillis(1_999))).isEqualTo("2026-11-28T01:00:01Z");
    }
}
