package dev.understudy.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionStreamTest {

    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final TransactionStream stream = new TransactionStream("mysql", false, 200, new TransactionStream.Sink() {
        @Override
        public void file(String name, byte[] formatDescription) {
            files.add(name);
        }

        @Override
        public void piece(Piece piece) {
            pieces.add(piece);
        }

        @Override
        public void pause() {}
    });

    @BeforeEach
    void open() throws Exception {
        stream.take(Events.file("binlog.000001"));
        stream.take(Events.description());
    }

    @Test
    void a_small_transaction_is_one_piece_of_all_its_events() throws Exception {
        StreamedEvent[] events = {Events.gtid(7, 100), Events.begin(150), Events.rows(200, 20), Events.xid(230)};
        int size = 0;
        for (StreamedEvent event : events) {
            assertThat(pieces).isEmpty();
            stream.take(event);
            size += event.bytes().length;
        }
        assertThat(pieces).hasSize(1);
        Piece piece = pieces.get(0);
        assertThat(piece.gtid()).endsWith(":7");
        assertThat(piece.last()).isTrue();
        assertThat(piece.ackWanted()).isTrue();
        assertThat(piece.end()).isEqualTo(new StreamPosition("binlog.000001", 230));
        assertThat(piece.bytes()).hasSize(size).startsWith(events[0].bytes()).endsWith(events[3].bytes());
    }

    @Test
    void a_large_one_is_handed_over_while_it_comes_and_is_whole_with_its_last_piece_only() throws Exception {
        stream.take(Events.gtid(7, 100));
        stream.take(Events.begin(150));
        stream.take(Events.rows(1_000, 800));
        assertThat(pieces).isNotEmpty().noneMatch(Piece::last).noneMatch(Piece::ackWanted);
        int before = pieces.size();
        stream.take(Events.xid(1_030));
        assertThat(pieces).hasSize(before + 1);
        assertThat(pieces.get(before).last()).isTrue();
        assertThat(pieces.stream().map(Piece::number)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void heartbeats_within_a_transaction_are_no_part_of_it() throws Exception {
        stream.take(Events.gtid(7, 100));
        stream.take(Events.event(LogEvent.HEARTBEAT, 100, new byte[13]));
        stream.take(Events.begin(150));
        stream.take(Events.xid(180));
        assertThat(pieces).hasSize(1);
        assertThat(pieces.get(0).bytes()).hasSize(61 + 38 + 27);
    }

    @Test
    void each_file_is_announced_with_its_description() throws Exception {
        stream.take(Events.file("binlog.000002"));
        stream.take(Events.description());
        assertThat(files).containsExactly("binlog.000001", "binlog.000002");
    }

    @Test
    void a_file_that_ends_within_a_transaction_is_refused() throws Exception {
        stream.take(Events.gtid(7, 100));
        assertThatThrownBy(() -> stream.take(Events.file("binlog.000002")))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining("has no end");
    }

    @Test
    void changes_without_a_gtid_are_refused() {
        assertThatThrownBy(() -> stream.take(Events.rows(100, 20))).isInstanceOf(UnreadableBinlog.class);
    }
}
