package dev.understudy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTimeTest {

    @Test
    void user_and_system_time_are_found_behind_a_name_with_brackets_and_spaces() {
        String stat = "812 (a (strange) name) S 1 812 812 0 -1 4194560 9 0 0 0 250 75 0 0 20 0 33 0 1200 2048 77 0";
        assertThat(ProcessTime.ofStat(stat)).isEqualTo(3.25);
    }
}
