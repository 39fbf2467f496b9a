package dev.understudy.orders.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.orders.load.OrderLog.Entry;
import dev.understudy.orders.load.OrderLog.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final List<Entry> entries = new ArrayList<>();

    @Test
    void the_longest_gap_between_two_acknowledgements_counts_over_all_clients() {
        acknowledged(0, 900, 1_000, 1_800);
        acknowledged(1, 950, 1_700, 1_900);

        assertThat(Outage.writeOutageMillis(log(), 1_000)).isEqualTo(700);
        assertThat(Outage.worstClientMillis(log(), 1_000)).isEqualTo(800);
    }

    @Test
    void a_gap_before_the_fault_does_not_count() {
        acknowledged(0, 100, 900, 1_010, 1_020);

        assertThat(Outage.writeOutageMillis(log(), 1_000)).isEqualTo(110);
    }

    @Test
    void a_gap_that_nothing_ends_counts_to_the_end_of_the_load() {
        acknowledged(0, 990);
        entries.add(entry(0, 4_000, Outcome.UNKNOWN));

        assertThat(Outage.writeOutageMillis(log(), 1_000)).isEqualTo(3_010);
    }

    @Test
    void what_was_not_acknowledged_ends_no_gap() {
        acknowledged(0, 990, 3_000);
        entries.add(entry(0, 1_500, Outcome.REJECTED));

        assertThat(Outage.writeOutageMillis(log(), 1_000)).isEqualTo(2_010);
        assertThat(Outage.firstAcknowledgedAfter(log(), 1_000)).contains(3_000L);
        assertThat(Outage.firstAcknowledgedAfter(log(), 3_001)).isEmpty();
    }

    private OrderLog log() {
        return new OrderLog(entries);
    }

    private void acknowledged(int client, long... times) {
        for (long time : times) {
            entries.add(entry(client, time, Outcome.ACKNOWLEDGED));
        }
    }

    private Entry entry(int client, long at, Outcome outcome) {
        return new Entry("o" + entries.size(), client, 0, at * 1_000_000, at, outcome, 1, "");
    }
}
