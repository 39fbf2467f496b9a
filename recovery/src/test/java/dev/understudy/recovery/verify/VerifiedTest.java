package dev.understudy.recovery.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifiedTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void the_age_counts_from_the_last_comparison_that_was_clean() {
        Verified known = Verified.not("orders-a");
        assertThat(known.age(NOON)).isEmpty();

        known = known.after(report(NOON, 0, 0));
        assertThat(known.age(NOON.plusSeconds(60))).contains(Duration.ofSeconds(60));

        known = known.after(report(NOON.plusSeconds(60), 2, 0));
        assertThat(known.age(NOON.plusSeconds(90))).contains(Duration.ofSeconds(90));
        assertThat(known.differences()).isEqualTo(2);

        known = known.after(report(NOON.plusSeconds(100), 0, 1));
        assertThat(known.age(NOON.plusSeconds(110)))
                .as("undecided is not clean")
                .contains(Duration.ofSeconds(110));
        assertThat(known.differences()).isZero();
    }

    @Test
    void a_comparison_that_came_to_no_end_changes_nothing_but_says_why() {
        Verified known = Verified.not("orders-a").after(report(NOON, 3, 0)).failed("orders-a does not answer");

        assertThat(known.differences()).isEqualTo(3);
        assertThat(known.shown(NOON)).containsEntry("trouble", "orders-a does not answer");
        assertThat(known.after(report(NOON, 0, 0)).shown(NOON)).doesNotContainKey("trouble");
    }

    @Test
    void what_is_asked_of_a_standby_must_be_possible() {
        assertThat(VerifyConfig.DEFAULT.interval()).contains(Duration.ofHours(1));
        assertThat(VerifyConfig.DEFAULT.required()).isEmpty();
        assertThat(VerifyConfig.DEFAULT.pace().rowsPerSecond()).isEqualTo(20_000);
        assertThat(new VerifyConfig("off", 0L, "off").interval()).isEmpty();
        assertThatThrownBy(() -> new VerifyConfig("1h", null, "30m")).hasMessageContaining("more than every");
        assertThatThrownBy(() -> new VerifyConfig("off", null, "30m")).hasMessageContaining("more than every");
        assertThatThrownBy(() -> new VerifyConfig("soon", null, null)).hasMessageContaining("every: a duration");
    }

    private static Report report(Instant ended, long differences, long undecided) {
        return new Report(
                "orders-a",
                "orders-b",
                ended.minusSeconds(5),
                ended,
                1,
                1,
                "0-1-7",
                differences,
                List.of(),
                undecided,
                List.of(),
                List.of());
    }
}
