package dev.understudy.recovery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.Engine;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import dev.understudy.events.RawTransaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTailTest {

    private final StoredTail tail =
            new StoredTail(Epoch.of(2), Engine.named("mariadb").transactions("0-1-5"));

    @Test
    void it_is_what_the_set_lacks_in_the_logs_order_and_each_once() throws Exception {
        session("a", 2, "0-1-4");
        session("b", 2, "0-1-4");
        for (long number : new long[] {5, 6, 7}) {
            whole("a", 2, number);
            whole("b", 2, number);
        }
        whole("b", 2, 8);
        seal(2);
        assertThat(gtids()).containsExactly("0-1-6", "0-1-7", "0-1-8");
        assertThat(tail.all().text()).isEqualTo("0-1-8");
        assertThat(tail.isSealed()).isTrue();
        assertThat(tail.reachesBack()).isTrue();
    }

    @Test
    void a_transaction_is_its_events_without_the_first() throws Exception {
        session("a", 2, "0-1-5");
        byte[] events = events(3);
        take("a", 2, 6, 0, false, Arrays.copyOf(events, 30));
        take("a", 2, 6, 1, true, Arrays.copyOfRange(events, 30, events.length));
        RawTransaction transaction = tail.transactions().get(0);
        assertThat(transaction.events()).hasSize(2);
        assertThat(transaction.formatDescription()).isEqualTo("description of a");
    }

    @Test
    void what_stands_behind_the_seal_is_void() throws Exception {
        session("a", 2, "0-1-5");
        whole("a", 2, 6);
        seal(2);
        whole("a", 2, 7);
        assertThat(gtids()).containsExactly("0-1-6");
    }

    @Test
    void a_later_epochs_seal_ends_it_too_and_an_earlier_does_not() throws Exception {
        assertThat(tail.isWhole()).isFalse();
        seal(1);
        assertThat(tail.isSealed()).isFalse();
        assertThat(tail.isWhole()).as("all of the epoch stands behind it").isTrue();
        seal(3);
        assertThat(tail.isSealed()).isTrue();
    }

    @Test
    void a_transaction_without_its_end_does_not_count() throws Exception {
        session("a", 2, "0-1-5");
        whole("a", 2, 6);
        take("a", 2, 7, 0, false, events(2));
        seal(2);
        assertThat(gtids()).containsExactly("0-1-6");
    }

    @Test
    void a_record_that_nobody_can_read_is_named_where_it_may_have_been_acknowledged() throws Exception {
        tail.takeUnreadable(3, "not JSON");
        session("a", 2, "0-1-5");
        assertThatThrownBy(() -> tail.takeUnreadable(4, "not JSON"))
                .isInstanceOf(UnreadableJournal.class)
                .hasMessage("the record at offset 4 of the journal cannot be read: not JSON");
        seal(2);
        tail.takeUnreadable(6, "not JSON");
    }

    @Test
    void a_stretch_that_begins_behind_the_set_does_not_reach_back() throws Exception {
        session("a", 2, "0-1-9");
        whole("a", 2, 10);
        assertThat(tail.reachesBack()).isFalse();
        assertThat(gtids()).isEmpty();
    }

    @Test
    void a_stretch_that_cuts_a_session_does_not_reach_back_unless_all_of_it_is_known() throws Exception {
        whole("a", 2, 5);
        session("b", 2, "0-1-5");
        assertThat(tail.reachesBack()).isTrue();
        whole("a", 2, 6);
        assertThat(tail.reachesBack()).isFalse();
    }

    @Test
    void a_gap_is_a_fault_and_not_late_work() throws Exception {
        session("a", 2, "0-1-5");
        whole("a", 2, 6);
        whole("a", 2, 8);
        whole("a", 2, 9);
        seal(2);
        assertThat(tail.reachesBack()).isFalse();
        assertThat(tail.gap()).isEqualTo("before 0-1-8 the journal lacks 0-1-7");
    }

    @Test
    void the_transaction_before_a_word_may_stand_before_the_stretch() throws Exception {
        session("a", 2, "0-1-5");
        whole("a", 2, 7);
        assertThat(tail.reachesBack()).as("0-1-6 is what the word leaves out").isFalse();
    }

    @Test
    void a_part_that_is_missing_is_a_fault() throws Exception {
        session("a", 2, "0-1-5");
        take("a", 2, 6, 0, false, events(2));
        assertThatThrownBy(() -> take("a", 2, 6, 2, true, events(2))).isInstanceOf(UnreadableJournal.class);
    }

    @Test
    void events_whose_sizes_do_not_add_up_are_a_fault() throws Exception {
        session("a", 2, "0-1-5");
        byte[] damaged = Arrays.copyOf(events(2), 50);
        assertThatThrownBy(() -> take("a", 2, 6, 0, true, damaged))
                .isInstanceOf(UnreadableJournal.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void other_epochs_do_not_count() throws Exception {
        session("a", 1, "0-1-5");
        whole("a", 1, 6);
        assertThat(tail.reachesBack()).isFalse();
        assertThat(gtids()).isEmpty();
    }

    private List<String> gtids() {
        return tail.transactions().stream().map(RawTransaction::gtid).toList();
    }

    private void session(String session, long epoch, String through) throws UnreadableJournal {
        tail.take(
                new KeeperSession(
                        "orders",
                        Epoch.of(epoch),
                        "k@1",
                        session,
                        "binlog.000001",
                        "description of " + session,
                        through),
                new byte[0]);
    }

    private void whole(String session, long epoch, long number) throws UnreadableJournal {
        take(session, epoch, number, 0, true, events(2));
    }

    private void take(String session, long epoch, long number, int part, boolean last, byte[] bytes)
            throws UnreadableJournal {
        tail.take(
                new RawPart("orders", Epoch.of(epoch), session, "0-1-" + number, part, last, "binlog.000001", 0),
                bytes);
    }

    private void seal(long epoch) throws UnreadableJournal {
        tail.take(new JournalSeal("orders", Epoch.of(epoch), "i"), new byte[0]);
    }

    /** So many events of 30 bytes. */
    private static byte[] events(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(30 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putInt(30 * i + 9, 30);
        }
        return bytes.array();
    }
}
