package dev.understudy.recovery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JournalSizeTest {

    private static final long MIB = 1024 * 1024;

    @Test
    void it_is_told_of_when_it_waits_for_long_and_grows() {
        JournalSize size = new JournalSize(700 * MIB, 6_000 * MIB, MIB, Duration.ofMinutes(17), "");
        assertThat(size.trouble())
                .startsWith("the journal has waited 17 min for the changelog to hold what it keeps, and grows: 700 MiB;"
                        + " at this rate the disk is full in 100 min");
    }

    @Test
    void no_time_is_told_where_the_disk_is_large_or_unknown() {
        assertThat(new JournalSize(700 * MIB, 900_000 * MIB, MIB, Duration.ofMinutes(17), "").trouble())
                .doesNotContain("full in");
        assertThat(new JournalSize(700 * MIB, -1, MIB, Duration.ofMinutes(17), "").fullIn())
                .isEmpty();
    }

    @Test
    void one_that_cannot_be_read_says_why() {
        JournalSize size = new JournalSize(700 * MIB, -1, 0, Duration.ZERO, "")
                .failing(Duration.ofMinutes(20), "record 7 is damaged");
        assertThat(size.trouble())
                .isEqualTo("the journal could not be trimmed for 20 min, and grows: 700 MiB." + " record 7 is damaged");
    }

    @Test
    void a_journal_that_waits_a_moment_is_well() {
        assertThat(new JournalSize(700 * MIB, MIB, MIB, Duration.ofMinutes(3), "").trouble())
                .isEmpty();
    }
}
