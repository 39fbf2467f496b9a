package dev.understudy.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.config.ClusterConfig.Durability;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void the_same_seed_and_number_draw_the_same_round() {
        assertThat(draw(4)).isEqualTo(draw(4));
        assertThat(draw(4)).isNotEqualTo(draw(5));
    }

    @Test
    void two_hundred_rounds_draw_everything() {
        List<Round> rounds =
                IntStream.rangeClosed(1, 200).mapToObj(RoundTest::draw).toList();

        assertThat(rounds).extracting(Round::trouble).contains(Trouble.values());
        assertThat(rounds).extracting(Round::insideLarge).contains(true, false);
        assertThat(rounds).anyMatch(round -> round.connectBehind().isPresent());
        assertThat(rounds).extracting(Round::step).hasSizeGreaterThan(7);
    }

    @Test
    void without_the_journal_there_is_less_to_withstand() {
        assertThat(IntStream.rangeClosed(1, 200)
                        .mapToObj(number -> Round.draw(1, number, Durability.ASYNCHRONOUS, List.of())))
                .noneMatch(round -> round.trouble() == Trouble.VANISH || round.trouble() == Trouble.KEEPER_KILLED);
    }

    @Test
    void what_is_chosen_alone_is_drawn_alone() {
        assertThat(IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> Round.draw(1, number, Durability.ZERO_LOSS, List.of(Trouble.HANG))))
                .allMatch(round -> round.trouble() == Trouble.HANG);
    }

    private static Round draw(int number) {
        return Round.draw(1, number, Durability.ZERO_LOSS, List.of());
    }
}
