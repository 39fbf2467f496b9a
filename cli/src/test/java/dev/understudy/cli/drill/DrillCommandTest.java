package dev.understudy.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.CommandRun;
import org.junit.jupiter.api.Test;

class DrillCommandTest {

    @Test
    void a_trouble_that_there_is_not_is_refused_with_those_that_there_are() {
        CommandRun run = CommandRun.of("drill", "--only", "flood");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'flood' is none of kill, hang, vanish, recovery-killed");
    }

    @Test
    void what_a_mode_does_not_withstand_is_refused() {
        CommandRun run = CommandRun.of("drill", "--durability", "asynchronous", "--only", "vanish");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("in asynchronous mode there are [kill, hang, recovery-killed");
    }

    @Test
    void a_drill_has_rounds() {
        assertThat(CommandRun.of("drill", "--rounds", "0").status()).isEqualTo(2);
    }
}
