package dev.understudy.recovery.standing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.StandbyReport.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtTest {

    @Test
    void a_standby_that_was_always_well_is_not_doubted() {
        assertThat(Doubt.NONE.next(follows(Optional.empty()), at(1), true)).isEqualTo(Doubt.NONE);
    }

    @Test
    void after_a_halt_it_is_doubted_until_a_comparison_that_began_later_found_it_identical() {
        Doubt halted = Doubt.NONE.next(sight(State.HALTED, "a row is missing", 0), at(10), true);
        assertThat(halted.text()).as("while it lasts it speaks for itself").isEmpty();

        Doubt follows = halted.next(follows(compared(5, 9)), at(20), true);
        assertThat(follows.beginsAfter(halted)).isTrue();
        assertThat(follows.text()).contains("a row is missing").contains("not found identical since");
        assertThat(follows.next(follows(compared(9, 25)), at(30), true).text())
                .as("one that began before proves nothing")
                .isNotEmpty();
        assertThat(follows.next(follows(compared(21, 25)), at(30), true)).isEqualTo(Doubt.NONE);
    }

    @Test
    void differences_that_are_gone_are_doubted_no_longer() {
        Doubt differs = Doubt.NONE.next(sight(State.FOLLOWING, "", 3), at(10), true);

        assertThat(differs.next(follows(compared(11, 12)), at(13), true)).isEqualTo(Doubt.NONE);
    }

    @Test
    void what_is_being_copied_anew_is_not_proven_by_an_old_comparison() {
        Doubt differs = Doubt.NONE.next(sight(State.FOLLOWING, "", 3), at(10), true);

        Doubt seeding = differs.next(sight(State.SEEDING, "3 rows", 0), at(20), true);
        assertThat(seeding.trouble()).isNotEmpty();
        assertThat(seeding.text()).isEmpty();
    }

    @Test
    void where_nothing_is_ever_compared_that_it_follows_has_to_do() {
        Doubt halted = Doubt.NONE.next(sight(State.HALTED, "a row is missing", 0), at(10), false);

        assertThat(halted.next(follows(Optional.empty()), at(20), false)).isEqualTo(Doubt.NONE);
    }

    private static Sight follows(Optional<Sight.Comparison> identical) {
        return new Sight(State.FOLLOWING, "", Epoch.of(1), 0, "", 0, List.of(), "", identical);
    }

    private static Sight sight(State state, String reason, long differences) {
        return new Sight(state, reason, Epoch.of(1), 0, "", differences, List.of(), "", Optional.empty());
    }

    private static Optional<Sight.Comparison> compared(long began, long ended) {
        return Optional.of(new Sight.Comparison(at(began), at(ended)));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
