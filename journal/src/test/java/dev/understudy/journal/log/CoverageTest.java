package dev.understudy.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private final Coverage coverage =
            new Coverage(Epoch.of(2), Engine.named("mariadb").transactions(""));

    @Test
    void without_a_session_of_the_epoch_nothing_is_known() {
        part("x", 2, 7);
        session("x", 1, "0-1-5");
        assertThat(coverage.resume()).isEmpty();
    }

    @Test
    void behind_the_seal_of_an_earlier_epoch_there_is_all_of_this_one() {
        coverage.take(new JournalSeal("orders", Epoch.of(2), "i"));
        assertThat(coverage.reachesBack()).isFalse();
        coverage.take(new JournalSeal("orders", Epoch.of(1), "i"));
        assertThat(coverage.reachesBack()).isTrue();
    }

    @Test
    void a_keeper_goes_on_before_the_last_transaction() {
        session("a", 2, "0-1-5");
        part("a", 2, 6);
        part("a", 2, 7);
        assertThat(coverage.set().text()).isEqualTo("0-1-7");
        assertThat(resume()).contains("0-1-6");
    }

    @Test
    void where_a_session_has_written_nothing_it_goes_on_where_that_began() {
        session("a", 2, "0-1-5");
        assertThat(resume()).contains("0-1-5");
    }

    @Test
    void a_transaction_without_its_last_part_does_not_count() {
        session("a", 2, "0-1-5");
        part("a", 2, 6);
        coverage.take(new RawPart("orders", Epoch.of(2), "a", "0-1-7", 0, false, "binlog.000001", 0));
        assertThat(coverage.set().text()).isEqualTo("0-1-6");
    }

    @Test
    void of_two_keepers_the_one_that_is_further_counts() {
        session("a", 2, "0-1-5");
        session("b", 2, "0-1-5");
        part("a", 2, 6);
        part("a", 2, 7);
        part("b", 2, 6);
        assertThat(resume()).contains("0-1-6");
        part("b", 2, 7);
        part("b", 2, 8);
        assertThat(resume()).contains("0-1-7");
    }

    @Test
    void a_sessions_later_word_takes_nothing_back() {
        session("a", 2, "0-1-5");
        part("a", 2, 6);
        part("a", 2, 7);
        session("a", 2, "0-1-6");
        assertThat(coverage.set().text()).isEqualTo("0-1-7");
        assertThat(resume()).contains("0-1-6");
    }

    @Test
    void what_stands_behind_the_seal_is_void() {
        session("a", 2, "0-1-5");
        part("a", 2, 6);
        coverage.take(new JournalSeal("orders", Epoch.of(2), "i"));
        part("a", 2, 7);
        assertThat(coverage.isSealed()).isTrue();
        assertThat(coverage.set().text()).isEqualTo("0-1-6");
    }

    @Test
    void an_earlier_epochs_seal_seals_nothing_of_this_one() {
        coverage.take(new JournalSeal("orders", Epoch.of(1), "i"));
        session("a", 2, "0-1-5");
        assertThat(coverage.isSealed()).isFalse();
        assertThat(resume()).contains("0-1-5");
    }

    @Test
    void a_later_epoch_is_seen() {
        session("a", 3, "0-1-5");
        assertThat(coverage.newestEpoch()).isEqualTo(Epoch.of(3));
        assertThat(coverage.isKnown()).isFalse();
    }

    @Test
    void tagged_transactions_count() {
        String uuid = "0c1ca911-e770-11f1-8d7a-02fc00000001";
        Coverage tagged = new Coverage(Epoch.of(2), Engine.named("mysql").transactions(""));
        tagged.take(new KeeperSession("orders", Epoch.of(2), "k@1", "a", "f", "", uuid + ":1-5"));
        tagged.take(new RawPart("orders", Epoch.of(2), "a", uuid + ":night:1", 0, true, "f", 0));
        tagged.take(new RawPart("orders", Epoch.of(2), "a", uuid + ":6", 0, true, "f", 0));
        assertThat(tagged.set().text()).isEqualTo(uuid + ":1-6:night:1");
        assertThat(tagged.resume().map(TransactionSet::text)).contains(uuid + ":1-5:night:1");
    }

    private void session(String session, long epoch, String through) {
        coverage.take(new KeeperSession("orders", Epoch.of(epoch), "k@1", session, "binlog.000001", "", through));
    }

    private void part(String session, long epoch, long number) {
        coverage.take(new RawPart("orders", Epoch.of(epoch), session, "0-1-" + number, 0, true, "binlog.000001", 0));
    }

    private Optional<String> resume() {
        return coverage.resume().map(TransactionSet::text);
    }
}
