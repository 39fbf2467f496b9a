package dev.understudy.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.orders.bank.BankLog;
import dev.understudy.orders.bank.BankLog.Outcome;
import dev.understudy.orders.bank.BankLog.Transfer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {

    private static final Engine ENGINE = Engine.named("mariadb");
    private static final Map<String, Object> NOTHING_LOST =
            Map.of("promoted", "0-1-20", "journalEnd", "0-1-20", "lost", "", "unknown", "");

    @Test
    void what_was_acknowledged_and_is_in_the_sets_is_well() {
        assertThat(wrong(NOTHING_LOST, "0-2-30", 0, "0-1-20", "0-2-25")).isEmpty();
    }

    @Test
    void what_was_acknowledged_beyond_the_sets_is_found() {
        assertThat(wrong(NOTHING_LOST, "0-2-30", 0, "0-1-21"))
                .hasSize(2)
                .anyMatch(line -> line.contains("promoted set"))
                .anyMatch(line -> line.contains("journal's end"));
    }

    @Test
    void a_certificate_that_says_nothing_is_lost_is_held_to_it() {
        assertThat(wrong(NOTHING_LOST, "0-2-30", 3)).singleElement().asString().contains("3 acknowledged");
        assertThat(wrong(Map.of("promoted", "0-1-20", "unknown", "everything after 0-1-20"), "0-2-30", 3))
                .as("one that does not know claims nothing")
                .isEmpty();
    }

    @Test
    void the_new_primary_has_what_was_promoted() {
        assertThat(wrong(NOTHING_LOST, "0-1-19", 0)).singleElement().asString().contains("not on the new primary");
    }

    @Test
    void a_journal_that_was_not_read_is_told() {
        assertThat(wrong(Map.of("promoted", "0-1-20", "journalTrouble", "not sealed"), "0-2-30", 0))
                .containsExactly("the journal's end was not read: not sealed");
    }

    private static List<String> wrong(Map<String, Object> certificate, String holds, long lost, String... gtids) {
        List<Transfer> transfers = List.of(gtids).stream()
                .map(gtid -> new Transfer(1, 2, Outcome.ACKNOWLEDGED, 1, 2, Optional.of(gtid)))
                .toList();
        return CertificateCheck.wrong(
                ENGINE, certificate, "1", ENGINE.transactions(holds), new BankLog(1, transfers), lost);
    }
}
