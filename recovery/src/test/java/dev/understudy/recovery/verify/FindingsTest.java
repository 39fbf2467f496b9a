package dev.understudy.recovery.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final Findings findings = new Findings();

    @Test
    void the_smallest_set_that_a_chunk_was_read_at_is_what_was_verified() {
        Engine engine = Engine.named("mariadb");

        findings.readAt(engine.transactions("0-1-20"));
        findings.readAt(engine.transactions("0-1-18"));
        findings.readAt(engine.transactions("0-1-25"));

        assertThat(findings.verifiedUpTo()).isEqualTo("0-1-18");
    }

    @Test
    void all_are_counted_and_the_first_are_named() {
        for (int i = 0; i < 500; i++) {
            findings.difference("shop.orders", "id=" + i, "missing on the standby");
        }
        findings.difference("shop.orders", "id=7", "missing on the standby");

        assertThat(findings.differenceCount()).as("told twice, counted once").isEqualTo(500);
        assertThat(findings.differencesIn("shop.orders")).isEqualTo(500);
        assertThat(findings.differences()).hasSize(100);
    }

    @Test
    void what_is_undecided_is_never_the_same() {
        assertThat(report(0, 0).verdict()).isEqualTo(Report.Verdict.IDENTICAL);
        assertThat(report(0, 1).verdict()).isEqualTo(Report.Verdict.UNDECIDED);
        assertThat(report(1, 1).verdict()).isEqualTo(Report.Verdict.DIFFERENT);
    }

    private static Report report(long differences, long undecided) {
        return new Report(
                "a",
                "b",
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                1,
                "",
                differences,
                List.of(),
                undecided,
                List.of(),
                List.of());
    }
}
