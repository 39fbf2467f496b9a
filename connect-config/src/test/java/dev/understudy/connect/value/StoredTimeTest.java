package dev.understudy.connect.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class StoredTimeTest {

    @Test
    void dates_of_the_calendar_are_java_s_and_the_others_their_text() {
        assertThat(StoredTime.date(2024 << 9 | 2 << 5 | 29)).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(StoredTime.date(0)).hasToString("0000-00-00");
        assertThat(StoredTime.date(2024 << 9 | 10)).hasToString("2024-00-10");
        assertThat(StoredTime.date(2023 << 9 | 2 << 5 | 29)).hasToString("2023-02-29");
    }

    @Test
    void dates_with_a_time_of_day() {
        assertThat(StoredTime.dateTime(packed(2024, 2, 29, 23, 59, 58), 999_999))
                .isEqualTo(LocalDateTime.of(2024, 2, 29, 23, 59, 58, 999_999_000));
        assertThat(StoredTime.dateTime(packed(0, 0, 0, 0, 0, 0), 0)).hasToString("0000-00-00 00:00:00");
        assertThat(StoredTime.dateTime(packed(2024, 0, 10, 1, 2, 3), 1)).hasToString("2024-00-10 01:02:03.000001");
        assertThat(StoredTime.dateTime(20240231235959L)).hasToString("2024-02-31 23:59:59");
        assertThat(StoredTime.timestamp(0, 0)).hasToString("0000-00-00 00:00:00");
        assertThat(StoredTime.timestamp(1, 0)).hasToString("1970-01-01T00:00:01Z");
    }

    @Test
    void times_of_either_sign() {
        assertThat(StoredTime.time(0x800000L + (1 << 12), 0, 0)).isEqualTo(Duration.ofHours(1));
        assertThat(StoredTime.time(0x800000L - (838 << 12 | 59 << 6 | 59), 0, 0))
                .isEqualTo(Duration.ofSeconds(-838 * 3600 - 59 * 60 - 59));
        // -00:00:00.000001 is the complement of one.
        assertThat(StoredTime.time(0x7FFFFFL, 0xFFFFFF, 3)).isEqualTo(Duration.ofNanos(-1000));
        assertThat(StoredTime.time(0x7FFFFFL, 0xFF, 1)).isEqualTo(Duration.ofNanos(-10_000_000));
        assertThat(StoredTime.time(-8385959)).isEqualTo(Duration.ofSeconds(-838 * 3600 - 59 * 60 - 59));
    }

    private static long packed(int year, int month, int day, int hour, int minute, int second) {
        return 1L << 39 | ((year * 13L + month) << 5 | day) << 17 | hour << 12 | minute << 6 | second;
    }
}
