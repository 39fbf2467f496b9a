package dev.understudy.journal.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StreamPositionTest {

    private static final long FOUR_GIB = 1L << 32;

    private static final StreamPosition START = new StreamPosition("binlog.000001", 4);

    @Test
    void it_begins_where_the_primary_names_a_file() throws Exception {
        assertThat(StreamPosition.UNKNOWN.after(Events.file("binlog.000007"), false))
                .isEqualTo(new StreamPosition("binlog.000007", 4));
    }

    @Test
    void a_name_ends_before_its_checksum() throws Exception {
        StreamedEvent event = Events.file("binlog.000007\1\2\3\4");
        assertThat(StreamPosition.UNKNOWN.after(event, true).file()).isEqualTo("binlog.000007");
    }

    @Test
    void it_is_where_the_event_says_that_it_ends_also_behind_a_gap() throws Exception {
        assertThat(START.after(Events.rows(5_000, 10), false).offset()).isEqualTo(5_000);
    }

    @Test
    void it_goes_on_beyond_4_gib_which_a_header_cannot_say() throws Exception {
        StreamPosition before = new StreamPosition("binlog.000001", FOUR_GIB - 10);
        StreamPosition behind = before.after(Events.rows(30, 21), false);
        assertThat(behind.offset()).isEqualTo(FOUR_GIB + 30);
        assertThat(behind.after(Events.rows(90, 41), false).offset()).isEqualTo(FOUR_GIB + 90);
        StreamPosition second = new StreamPosition("binlog.000001", 2 * FOUR_GIB - 5);
        assertThat(second.after(Events.rows(20, 6), false).offset()).isEqualTo(2 * FOUR_GIB + 20);
    }

    @Test
    void where_an_event_does_not_say_its_end_its_size_does() throws Exception {
        assertThat(START.after(Events.rows(0, 31), false).offset()).isEqualTo(4 + 50);
    }

    @Test
    void a_position_that_goes_back_is_refused_and_never_taken_for_one_beyond_4_gib() {
        StreamPosition there = new StreamPosition("binlog.000001", 15_640_058);
        assertThatThrownBy(() -> there.after(Events.rows(15_639_848, 23), false))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining("went back");
        assertThatThrownBy(() -> START.after(Events.rows(20, 30), false))
                .as("ends before it began")
                .isInstanceOf(UnreadableBinlog.class);
    }

    @Test
    void a_description_in_the_middle_of_a_file_moves_nothing() throws Exception {
        StreamPosition there = new StreamPosition("binlog.000001", 5_000);
        StreamedEvent description = Events.event(LogEvent.FORMAT_DESCRIPTION, 0, new byte[100]);
        assertThat(there.after(description, false)).isEqualTo(there);
    }

    @Test
    void what_stands_in_no_file_moves_nothing() throws Exception {
        assertThat(START.after(Events.description(), false)).isEqualTo(START);
        assertThat(START.after(Events.event(LogEvent.HEARTBEAT, 999, new byte[4]), false))
                .isEqualTo(START);
    }

    @Test
    void a_long_heartbeat_says_how_far_the_primary_has_passed_over() throws Exception {
        StreamedEvent beat = heartbeat("binlog.000001", 3 * FOUR_GIB);
        assertThat(START.after(beat, false).offset()).isEqualTo(3 * FOUR_GIB);
        assertThat(START.after(heartbeat("binlog.000002", 70_000), false))
                .as("of another file")
                .isEqualTo(START);
        StreamPosition ahead = new StreamPosition("binlog.000001", 4 * FOUR_GIB);
        assertThat(ahead.after(beat, false)).as("never back").isEqualTo(ahead);
    }

    @Test
    void a_long_heartbeat_of_mysql_9_7_is_understood() throws Exception {
        byte[] body = HexFormat.of().parseHex("010d62696e6c6f672e3030303030320204fdb38f5b00ac1da5ad");
        StreamedEvent beat = Events.event(LogEvent.MYSQL_HEARTBEAT_V2, 0, body);
        assertThat(new StreamPosition("binlog.000002", 4).after(beat, true).offset())
                .isEqualTo(0x5b8fb3);
    }

    private static StreamedEvent heartbeat(String file, long offset) {
        byte[] name = file.getBytes(UTF_8);
        byte[] body = ByteBuffer.allocate(2 + name.length + 2 + 9 + 1)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .put((byte) name.length)
                .put(name)
                .put((byte) 2)
                .put((byte) 9)
                .put((byte) 254)
                .putLong(offset)
                .put((byte) 0)
                .array();
        return Events.event(LogEvent.MYSQL_HEARTBEAT_V2, 0, body);
    }
}
