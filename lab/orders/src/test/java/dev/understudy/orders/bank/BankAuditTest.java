package dev.understudy.orders.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.orders.bank.BankAudit.Held;
import dev.understudy.orders.bank.BankLog.Outcome;
import dev.understudy.orders.bank.BankLog.Transfer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BankAuditTest {

    @Test
    void whole_and_once_is_well_and_so_is_an_unanswered_one_that_is_there_or_not() {
        BankAudit.Result result = BankAudit.compare(
                log(
                        transfer(1, Outcome.ACKNOWLEDGED, 10, 20),
                        transfer(2, Outcome.UNKNOWN, 20, 30),
                        transfer(3, Outcome.UNKNOWN, 20, 30),
                        transfer(4, Outcome.NEVER_SENT, 0, 30)),
                Map.of(1L, new Held(2, 0, 1), 3L, new Held(2, 0, 1)));

        assertThat(result.wrong()).isEmpty();
    }

    @Test
    void what_is_missing_twice_there_torn_or_nobodys_is_found() {
        BankAudit.Result result = BankAudit.compare(
                log(
                        transfer(1, Outcome.ACKNOWLEDGED, 10, 20),
                        transfer(2, Outcome.ACKNOWLEDGED, 10, 20),
                        transfer(3, Outcome.UNKNOWN, 10, 20),
                        transfer(4, Outcome.NEVER_SENT, 0, 20)),
                Map.of(2L, new Held(4, 0, 1), 3L, new Held(1, 5, 1), 4L, new Held(2, 0, 1), 9L, new Held(2, 0, 1)));

        assertThat(result.lost()).isEqualTo(1);
        assertThat(result.duplicated()).isEqualTo(1);
        assertThat(result.wrong())
                .anyMatch(line -> line.contains("lost, though acknowledged: [1]"))
                .anyMatch(line -> line.contains("more than once: [2]"))
                .anyMatch(line -> line.contains("in part"))
                .anyMatch(line -> line.contains("nobody committed it: [4, 9]"));
    }

    @Test
    void an_old_writer_that_takes_a_commit_after_the_new_one_answered_is_a_second_writer() {
        BankLog log = log(
                transfer(1, Outcome.ACKNOWLEDGED, 10, 20),
                transfer(2, Outcome.ACKNOWLEDGED, 30, 40),
                transfer(3, Outcome.ACKNOWLEDGED, 50, 60));

        assertThat(BankAudit.compare(log, held(1, 2, 2)).wrong()).isEmpty();
        assertThat(BankAudit.compare(log, held(1, 2, 1)).wrong())
                .singleElement()
                .asString()
                .contains("server 1 acknowledged transfer 3 after server 2 had begun to");
    }

    @Test
    void an_answer_that_comes_late_makes_no_second_writer() {
        BankLog log = log(
                transfer(1, Outcome.ACKNOWLEDGED, 10, 20),
                transfer(2, Outcome.ACKNOWLEDGED, 30, 40),
                transfer(3, Outcome.ACKNOWLEDGED, 35, 60));

        assertThat(BankAudit.compare(log, held(1, 2, 1)).wrong()).isEmpty();
    }

    @Test
    void the_longest_gap_is_between_answers() {
        BankLog log = log(
                transfer(1, Outcome.ACKNOWLEDGED, 0, 1_000_000),
                transfer(2, Outcome.UNKNOWN, 0, 5_000_000),
                transfer(3, Outcome.ACKNOWLEDGED, 0, 9_000_000));

        assertThat(log.longestGapMillis()).isEqualTo(8);
    }

    private static Map<Long, Held> held(long first, long second, long third) {
        return Map.of(1L, new Held(2, 0, first), 2L, new Held(2, 0, second), 3L, new Held(2, 0, third));
    }

    private static BankLog log(Transfer... transfers) {
        return new BankLog(1, List.of(transfers));
    }

    private static Transfer transfer(long id, Outcome outcome, long commit, long end) {
        return new Transfer(id, 2, outcome, commit, end, Optional.empty());
    }
}
