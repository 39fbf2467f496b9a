package dev.understudy.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import org.junit.jupiter.api.Test;

class StreamedEventTest {

    @Test
    void the_second_byte_asks_for_an_acknowledgement() throws Exception {
        byte[] event = Events.rows(100, 10).bytes();
        assertThat(StreamedEvent.of(new byte[] {(byte) 0xEF, 1}, event).ackWanted())
                .isTrue();
        assertThat(StreamedEvent.of(new byte[] {(byte) 0xEF, 0}, event).ackWanted())
                .isFalse();
    }

    @Test
    void a_stream_that_is_not_semi_synchronous_is_refused() {
        byte[] event = Events.rows(100, 10).bytes();
        assertThatThrownBy(() -> StreamedEvent.of(new byte[] {0, 0}, event))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining("semi-sync is off");
    }

    @Test
    void an_event_of_another_size_than_it_says_is_refused() {
        byte[] event = new byte[40];
        assertThatThrownBy(() -> StreamedEvent.of(new byte[] {(byte) 0xEF, 0}, event))
                .isInstanceOf(UnreadableBinlog.class);
    }

    @Test
    void what_is_made_for_the_connection_stands_in_no_file() {
        assertThat(Events.file("binlog.000001").artificial()).isTrue();
        assertThat(Events.event(LogEvent.HEARTBEAT, 100, new byte[5]).artificial())
                .isTrue();
        assertThat(Events.rows(100, 5).artificial()).isFalse();
    }
}
