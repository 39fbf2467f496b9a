package dev.understudy.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.stream.Piece;
import dev.understudy.journal.stream.StreamPosition;
import org.junit.jupiter.api.Test;

class BurstTest {

    private final Burst burst = new Burst(100);

    @Test
    void the_last_whole_transaction_asks_for_all_of_them() {
        burst.add(whole(1, true));
        burst.add(whole(2, false));
        burst.add(part(3));
        assertThat(burst.take()).extracting(Piece::ackWanted).containsExactly(false, true, false);
    }

    @Test
    void where_none_asks_none_is_made_to() {
        burst.add(whole(1, false));
        burst.add(whole(2, false));
        assertThat(burst.take()).extracting(Piece::ackWanted).containsExactly(false, false);
    }

    @Test
    void what_the_last_one_asks_for_alone_stays() {
        burst.add(whole(1, false));
        burst.add(whole(2, true));
        assertThat(burst.take()).extracting(Piece::ackWanted).containsExactly(false, true);
    }

    @Test
    void a_part_of_a_large_transaction_alone_asks_for_nothing() {
        burst.add(part(1));
        assertThat(burst.take()).extracting(Piece::ackWanted).containsExactly(false);
    }

    @Test
    void it_is_taken_once_in_its_order_and_full_at_its_size() {
        burst.add(whole(1, true));
        assertThat(burst.isFull()).isFalse();
        burst.add(whole(2, true));
        assertThat(burst.isFull()).isTrue();
        assertThat(burst.take()).extracting(Piece::gtid).containsExactly("0-1-1", "0-1-2");
        assertThat(burst.isFull()).isFalse();
        assertThat(burst.take()).isEmpty();
    }

    private static Piece whole(int number, boolean ackWanted) {
        return new Piece(
                "0-1-" + number, 0, true, new StreamPosition("binlog.000001", number), ackWanted, new byte[60]);
    }

    private static Piece part(int number) {
        return new Piece("0-1-" + number, 0, false, new StreamPosition("binlog.000001", number), false, new byte[60]);
    }
}
