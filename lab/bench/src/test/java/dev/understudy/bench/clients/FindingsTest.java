package dev.understudy.bench.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final long FAULT = at(1_000);
    private static final long END = at(9_000);

    private final Diary diary = new Diary();

    @Test
    void the_gap_is_between_the_commits_of_all_clients_and_may_begin_before_the_fault() {
        commits(100, 400, 990, 1_010, 1_400, 1_410);
        Findings found = Findings.of(diary, at(300), FAULT, END);
        assertThat(found.before()).isEqualTo(2);
        assertThat(found.after()).isEqualTo(3);
        assertThat(found.gapBefore()).isEqualTo(590);
        assertThat(found.gap()).isEqualTo(390);
        assertThat(found.gapBegins()).isEqualTo(10);
    }

    @Test
    void the_commit_that_the_fault_comes_after_counts() {
        commits(990, 1_500, 1_600);
        assertThat(Findings.of(diary, at(0), FAULT, END).gap()).isEqualTo(510);
        assertThat(Findings.of(diary, at(0), FAULT, END).gapBegins()).isEqualTo(-10);
    }

    @Test
    void commits_in_any_order_are_put_in_the_order_of_time() {
        commits(1_300, 900, 1_100);
        assertThat(Findings.of(diary, at(0), FAULT, END).gap()).isEqualTo(200);
    }

    @Test
    void where_no_commit_comes_any_more_it_lasts_until_the_clients_are_stopped() {
        commits(900, 950);
        assertThat(Findings.of(diary, at(0), FAULT, END).gap()).isEqualTo(8_050);
        assertThat(Findings.of(diary, at(0), FAULT, END).gapBegins()).isEqualTo(-50);
    }

    @Test
    void without_a_commit_before_there_is_no_gap() {
        assertThat(Findings.of(diary, at(0), FAULT, END).gap()).isZero();
        commits(1_200);
        assertThat(Findings.of(diary, at(0), FAULT, END).gap()).isZero();
    }

    @Test
    void an_error_is_a_refusal_or_breaks_a_session_and_counts_from_the_fault_on() {
        diary.failed("HY000-2003", Diary.Where.CONNECTING, at(999));
        diary.failed("HY000-2003", Diary.Where.CONNECTING, at(1_001));
        diary.failed("08S01-1053", Diary.Where.IN_SESSION, at(1_002));
        diary.failed("08S01-0", Diary.Where.COMMITTING, at(1_003));
        diary.failed("08S01-0", Diary.Where.OPENING, at(1_003));
        diary.failed("40001-1213", Diary.Where.RESTARTED, at(1_004));
        Findings found = Findings.of(diary, at(0), FAULT, END);
        assertThat(found.failed()).isEqualTo(5);
        assertThat(found.refused()).isEqualTo(1);
        assertThat(found.broken()).isEqualTo(3);
        assertThat(found.unknown()).isEqualTo(1);
        assertThat(found.errors())
                .isEqualTo(Map.of("HY000-2003", 1L, "08S01-1053", 1L, "08S01-0", 2L, "40001-1213", 1L));
    }

    private void commits(long... millis) {
        for (long moment : millis) {
            diary.committed(moment, at(moment));
        }
    }

    private static long at(long millis) {
        return millis * 1_000_000;
    }
}
