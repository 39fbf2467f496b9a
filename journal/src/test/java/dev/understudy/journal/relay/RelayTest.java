package dev.understudy.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.events.Epoch;
import dev.understudy.events.RawPart;
import dev.understudy.journal.lease.HeldLease;
import dev.understudy.journal.log.FakeJournal;
import dev.understudy.journal.stream.Piece;
import dev.understudy.journal.stream.StreamPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the stream into the journal and back, on a clock that the test moves. */
class RelayTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeJournal journal = new FakeJournal();
    private final FakePrimary primary = new FakePrimary();
    private final HeldLease lease = new HeldLease(Epoch.of(1), 3 * SECOND);
    private final Assignment assignment = new Assignment(
            "orders",
            Epoch.of(1),
            "keeper-a@17",
            "keeper-a@17/1",
            Engine.named("mariadb").transactions("0-1-4"));
    private long now;
    private final Relay relay = new Relay(assignment, journal, () -> lease.isValid(now), primary, () -> now);

    @BeforeEach
    void lease() {
        renew(1);
        relay.file("binlog.000001", new byte[] {1});
    }

    @Test
    void a_transaction_is_acknowledged_when_the_journal_has_it() {
        comes(whole(5, 500));
        assertThat(primary.acknowledged).isEmpty();
        journal.stores();
        assertThat(primary.acknowledged).containsExactly(at(500));
        RawPart part = journal.parts.get(0);
        assertThat(part.gtid()).isEqualTo("0-1-5");
        assertThat(part.end()).isEqualTo(500);
        assertThat(part.session()).isEqualTo("keeper-a@17/1");
    }

    @Test
    void a_transaction_that_comes_after_a_long_silence_has_a_new_word_before_it() {
        comes(whole(5, 500));
        assertThat(journal.words).hasSize(1);
        now = Relay.WORD_AFTER_NANOS + 1;
        comes(whole(6, 600));
        assertThat(journal.words).hasSize(2);
        assertThat(journal.words.get(1).through()).isEqualTo("0-1-4");
        comes(whole(7, 700));
        assertThat(journal.words).hasSize(2);
    }

    @Test
    void what_is_confirmed_after_the_lease_ran_out_is_acknowledged_only_when_it_is_renewed() {
        comes(whole(5, 500));
        now = 3 * SECOND;
        journal.stores();
        assertThat(primary.acknowledged).isEmpty();
        renew(2);
        relay.settle();
        assertThat(primary.acknowledged).containsExactly(at(500));
    }

    @Test
    void a_keeper_that_was_frozen_between_sending_and_confirmation_says_nothing_of_a_closed_epoch() {
        comes(whole(5, 500));
        now = 60 * SECOND;
        lease.close();
        journal.stores();
        relay.settle();
        assertThat(primary.acknowledged).isEmpty();
    }

    @Test
    void the_parts_of_a_large_transaction_are_stored_as_they_come_and_only_its_end_is_acknowledged() {
        comes(new Piece("0-1-5", 0, false, at(300), false, new byte[200]));
        journal.stores();
        assertThat(primary.acknowledged).isEmpty();
        comes(new Piece("0-1-5", 1, true, at(600), true, new byte[100]));
        journal.stores();
        assertThat(primary.acknowledged).containsExactly(at(600));
    }

    @Test
    void a_record_that_is_not_stored_ends_the_connection_and_nothing_behind_it_is_acknowledged() {
        journal.stores();
        comes(whole(5, 500));
        comes(whole(6, 600));
        journal.loses();
        journal.stores();
        relay.settle();
        assertThat(primary.acknowledged).isEmpty();
        assertThat(primary.givenUp).hasSize(1);
    }

    @Test
    void a_primary_that_is_gone_ends_the_connection() {
        primary.gone = true;
        comes(whole(5, 500));
        journal.stores();
        assertThat(primary.givenUp).hasSize(1);
    }

    @Test
    void it_says_how_far_the_journal_has_come_and_leaves_the_last_transaction_out() {
        assertThat(journal.words.get(0).through()).isEqualTo("0-1-4");
        comes(whole(5, 500));
        comes(whole(6, 600));
        relay.file("binlog.000002", new byte[] {1});
        assertThat(journal.words.get(1).through()).isEqualTo("0-1-5");
        assertThat(journal.words.get(1).file()).isEqualTo("binlog.000002");
    }

    @Test
    void it_says_so_again_after_many_transactions() {
        for (int i = 0; i < Relay.BETWEEN_WORDS; i++) {
            comes(whole(5 + i, 500 + i));
        }
        assertThat(journal.words).hasSize(2);
        assertThat(journal.words.get(1).through()).isEqualTo("0-1-" + (4 + Relay.BETWEEN_WORDS - 1));
    }

    @Test
    void what_came_together_is_stored_together_and_acknowledged_once() {
        relay.piece(whole(5, 500));
        relay.piece(whole(6, 600));
        assertThat(journal.parts).isEmpty();
        relay.pause();
        assertThat(journal.parts).extracting(RawPart::gtid).containsExactly("0-1-5", "0-1-6");
        journal.stores();
        assertThat(primary.acknowledged).containsExactly(at(600));
    }

    @Test
    void a_stream_that_never_pauses_is_stored_all_the_same() {
        for (int i = 0; i < 2_000; i++) {
            relay.piece(whole(5 + i, 500 + i));
        }
        assertThat(journal.parts).hasSizeGreaterThan(1_000);
        journal.stores();
        assertThat(primary.acknowledged).hasSize(1);
    }

    @Test
    void what_came_before_a_new_file_is_stored_before_its_name() {
        relay.piece(whole(5, 500));
        relay.file("binlog.000002", new byte[] {1});
        assertThat(journal.parts).hasSize(1);
    }

    /** It comes alone: the stream pauses behind it. */
    private void comes(Piece piece) {
        relay.piece(piece);
        relay.pause();
    }

    private void renew(long sequence) {
        lease.asking(sequence, now);
        lease.readBack(sequence);
    }

    private static Piece whole(long number, long end) {
        return new Piece("0-1-" + number, 0, true, at(end), true, new byte[50]);
    }

    private static StreamPosition at(long offset) {
        return new StreamPosition("binlog.000001", offset);
    }
}
