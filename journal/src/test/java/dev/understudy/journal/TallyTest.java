package dev.understudy.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.events.Epoch;
import dev.understudy.journal.log.FakeJournal;
import dev.understudy.journal.relay.Assignment;
import dev.understudy.journal.relay.Primary;
import dev.understudy.journal.relay.Relay;
import dev.understudy.journal.stream.Piece;
import dev.understudy.journal.stream.StreamPosition;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void the_figures_of_one_connection_after_the_other_add_up() {
        connection(3);
        assertThat(tally.progress().transactions()).isEqualTo(3);
        tally.ends();
        assertThat(tally.progress().transactions()).isEqualTo(3);
        connection(2);
        tally.ends();
        assertThat(tally.progress().transactions()).isEqualTo(5);
        assertThat(tally.progress().bytes()).isEqualTo(50);
        assertThat(tally.progress().acknowledgements()).isEqualTo(5);
        tally.ends();
        assertThat(tally.progress().transactions())
                .as("nothing is counted twice")
                .isEqualTo(5);
    }

    private void connection(int transactions) {
        FakeJournal journal = new FakeJournal();
        Assignment assignment = new Assignment(
                "orders", Epoch.of(1), "k@1", "k@1/1", Engine.named("mariadb").transactions(""));
        Relay relay = new Relay(assignment, journal, () -> true, new Silent(), () -> 0);
        tally.begins(relay);
        for (int i = 1; i <= transactions; i++) {
            relay.piece(
                    new Piece("0-1-" + i, 0, true, new StreamPosition("binlog.000001", 100L * i), true, new byte[10]));
            relay.pause();
            journal.stores();
        }
    }

    private static final class Silent implements Primary {
        @Override
        public void acknowledge(StreamPosition position) {}

        @Override
        public void giveUp(Exception reason) {
            throw new AssertionError(reason);
        }
    }
}
