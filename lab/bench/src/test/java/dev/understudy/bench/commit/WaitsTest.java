package dev.understudy.bench.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private static final Optional<String> KEEPER = Optional.of("keeper");
    private static final Optional<String> NOBODY = Optional.empty();
    private static final Waits BEFORE = new Waits(true, 10, 2, 1, List.of("keeper"));

    @Test
    void each_commit_of_one_client_is_one_wait() {
        assertThat(after(110, 2).against(BEFORE, KEEPER, 100, 1)).isEmpty();
        assertThat(after(109, 2).against(BEFORE, KEEPER, 100, 1))
                .hasValueSatisfying(text -> assertThat(text).contains("99 waits, which should be 100 to 100"));
    }

    @Test
    void a_group_of_several_clients_commits_is_one_wait_or_as_many_as_there_are_commits() {
        assertThat(after(14, 2).against(BEFORE, KEEPER, 100, 32)).isEmpty();
        assertThat(after(110, 2).against(BEFORE, KEEPER, 100, 32)).isEmpty();
        assertThat(after(13, 2).against(BEFORE, KEEPER, 100, 32)).isPresent();
        assertThat(after(111, 2).against(BEFORE, KEEPER, 100, 32)).isPresent();
    }

    @Test
    void a_commit_that_did_not_wait_is_told() {
        assertThat(after(110, 3).against(BEFORE, KEEPER, 100, 1))
                .contains("1 commits returned without an acknowledgement");
    }

    @Test
    void somebody_else_who_reads_or_acknowledges_is_told() {
        Waits two = new Waits(true, 110, 2, 2, List.of("keeper", "keeper"));
        Waits other = new Waits(true, 110, 2, 1, List.of("replica"));
        assertThat(two.against(BEFORE, KEEPER, 100, 1)).isPresent();
        assertThat(other.against(BEFORE, KEEPER, 100, 1)).isPresent();
    }

    @Test
    void where_nobody_is_waited_for_nobody_is_there() {
        Waits off = new Waits(false, 0, 50, 0, List.of());
        Waits later = new Waits(false, 0, 150, 0, List.of());
        assertThat(later.against(off, NOBODY, 100, 1)).isEmpty();
        assertThat(later.against(new Waits(false, 0, 50, 0, List.of("keeper")), NOBODY, 100, 1))
                .isPresent();
        assertThat(after(110, 2).against(BEFORE, NOBODY, 100, 1)).isPresent();
    }

    @Test
    void both_engines_words_are_read() {
        assertThat(Waits.of(status("source"), List.of("keeper"))).isEqualTo(BEFORE);
        assertThat(Waits.of(status("master"), List.of("keeper"))).isEqualTo(BEFORE);
    }

    private static Map<String, String> status(String word) {
        String prefix = "rpl_semi_sync_" + word + "_";
        return Map.of(prefix + "status", "ON", prefix + "yes_tx", "10", prefix + "no_tx", "2", prefix + "clients", "1");
    }

    private static Waits after(long acknowledged, long unacknowledged) {
        return new Waits(true, acknowledged, unacknowledged, 1, List.of("keeper"));
    }
}
