package dev.understudy.recovery.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DdlSessionTest {

    @Test
    void the_clock_is_the_records_where_the_event_has_no_fraction() {
        assertThat(DdlSession.timestamp(1_700_000_000_123L, -1)).isEqualTo("1700000000.123000");
    }

    @Test
    void a_fraction_belongs_to_the_second_in_which_the_statement_began() {
        assertThat(DdlSession.timestamp(1_700_000_000_000L, 42)).isEqualTo("1700000000.000042");
        assertThat(DdlSession.timestamp(1_700_000_000_500L, 400_000)).isEqualTo("1700000000.400000");
        assertThat(DdlSession.timestamp(1_700_000_000_100L, 900_000)).isEqualTo("1699999999.900000");
    }
}
