package dev.understudy.bench.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.bench.Figure;
import dev.understudy.bench.Goal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds rounds = new Rounds();

    @Test
    void a_code_that_did_not_come_in_a_round_is_0_there() {
        add(Trouble.KILL, JdbcClients.STAY, 300, Map.of("08S01-0", 64L));
        add(Trouble.KILL, JdbcClients.STAY, 500, Map.of());
        assertThat(rounds.figures())
                .contains(new Figure("clients.kill.jdbc-stay.gap", "ms", 400, 300, 500))
                .contains(new Figure("clients.kill.jdbc-stay.error.08S01-0", "count", 32, 0, 64));
    }

    @Test
    void each_fault_that_changes_the_writer_has_its_goals() {
        add(Trouble.KILL, JdbcClients.STAY, 300, Map.of());
        add(Trouble.SWITCHOVER, JdbcClients.RETURN, 700, Map.of("08S01-1053", 1L));
        add(Trouble.SWITCHOVER, JdbcClients.STAY, 100, Map.of("08S01-1053", 64L));
        add(Trouble.ROUTER, JdbcClients.STAY, 9_000, Map.of());
        assertThat(rounds.goals())
                .containsExactly(
                        new Goal("clients.all.lost", 0, "at most 0 count", true),
                        new Goal("clients.all.twice", 0, "at most 0 count", true),
                        new Goal("clients.kill.jdbc-stay.gap", 300, "at most 400 ms", true),
                        new Goal("clients.kill.jdbc-stay.refused", 0, "at most 0 count", true),
                        new Goal("clients.switchover.jdbc-return.gap", 700, "at most 150 ms", false),
                        new Goal("clients.switchover.jdbc-return.refused", 0, "at most 0 count", true),
                        new Goal("clients.switchover.jdbc-return.failed", 1, "at most 0 count", false),
                        new Goal("clients.switchover.jdbc-stay.gap", 100, "at most 150 ms", true),
                        new Goal("clients.switchover.jdbc-stay.refused", 0, "at most 0 count", true));
    }

    @Test
    void one_that_is_lost_in_any_round_is_not_all() {
        rounds.add(new Judged(0, 0));
        assertThat(rounds.allThere()).isTrue();
        rounds.add(new Judged(1, 0));
        rounds.add(new Judged(0, 0));
        assertThat(rounds.allThere()).isFalse();
    }

    private void add(Trouble trouble, String kind, double gap, Map<String, Long> errors) {
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        rounds.add(trouble, kind, new Findings(10, 10, 5, gap, 0, failed, 0, failed, 0, errors));
        rounds.add(new Judged(0, 0));
    }
}
