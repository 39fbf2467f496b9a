package dev.understudy.recovery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import dev.understudy.events.RawTransaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalIndexTest {

    private static final TransactionSet NONE = Engine.named("mariadb").transactions("");
    private static final long NOW = 1_000;

    private final List<JournalRecord> log = new ArrayList<>();
    private long silentSince;
    private JournalIndex index = new JournalIndex(NONE, 1_000);

    @Test
    void it_may_begin_at_the_last_word_that_the_changelog_has_come_to() {
        word("a", 2, 0);
        transactions("a", 1, 3);
        word("a", 2, 3);
        transactions("a", 4, 6);
        word("a", 2, 6);
        assertThat(point(2, 3)).hasValue(offset("a", 3));
        assertThat(point(2, 5)).hasValue(offset("a", 3));
        assertThat(point(2, 6)).hasValue(offset("a", 6));
    }

    @Test
    void a_word_whose_past_is_not_proven_is_no_beginning() {
        word("a", 2, 2);
        assertThat(point(2, 1)).isEmpty();
    }

    @Test
    void a_transaction_that_only_one_keeper_has_stored_yet_is_kept() {
        word("a", 2, 0);
        word("b", 2, 0);
        transactions("a", 1, 5);
        word("a", 2, 5);
        transactions("b", 1, 2);
        word("b", 2, 2);
        assertThat(point(2, 2)).hasValue(0);
        assertThat(point(2, 5)).hasValue(offset("a", 5));
    }

    @Test
    void a_session_that_may_go_on_keeps_its_word() {
        word("a", 2, 0);
        word("b", 2, 0);
        transactions("a", 1, 5);
        word("a", 2, 5);
        assertThat(point(2, 5)).hasValue(1);
    }

    @Test
    void a_session_that_has_long_been_silent_does_not() {
        word("a", 2, 0);
        word("b", 2, 0);
        transactions("a", 1, 5);
        word("a", 2, 5);
        transactions("a", 6, 6);
        assertThat(index.trimPoint(new JournalIndex.Proof(Epoch.of(2), through(5), NOW, 50)))
                .hasValue(offset("a", 5));
    }

    @Test
    void what_is_young_stays() {
        word("a", 2, 0);
        transactions("a", 1, 3);
        word("a", 2, 3);
        transactions("a", 4, 6);
        word("a", 2, 6);
        assertThat(index.trimPoint(new JournalIndex.Proof(Epoch.of(2), through(6), log.size() - 2, 0)))
                .hasValue(offset("a", 3));
    }

    @Test
    void an_earlier_epoch_is_settled_whatever_was_written_of_it() {
        word("old", 1, 0);
        transactions("old", 1, 90);
        take(new JournalSeal("orders", Epoch.of(1), "incident"));
        word("a", 2, 50);
        assertThat(point(2, 50)).hasValue(log.size() - 1);
    }

    @Test
    void parts_whose_word_is_gone_are_kept_until_they_are_proven() {
        transactions("lost", 1, 5);
        word("a", 2, 3);
        transactions("a", 4, 5);
        word("a", 2, 5);
        word("lost", 2, 5);
        assertThat(point(2, 4)).isEmpty();
        assertThat(point(2, 5)).hasValue(log.size() - 2);
    }

    @Test
    void what_nobody_can_read_is_kept_until_its_epoch_is_over() {
        word("a", 2, 0);
        transactions("a", 1, 3);
        word("a", 2, 3);
        index.takeUnreadable(log.size(), log.size());
        log.add(new JournalSeal("orders", Epoch.NONE, "its place"));
        transactions("a", 4, 6);
        word("a", 2, 6);
        assertThat(point(2, 6)).hasValue(offset("a", 3));
        word("b", 3, 6);
        assertThat(point(3, 6)).hasValue(log.size() - 1);
    }

    @Test
    void what_has_been_trimmed_is_forgotten() {
        word("a", 2, 0);
        transactions("a", 1, 3);
        word("a", 2, 3);
        index.forgetBefore(offset("a", 3));
        assertThat(index.size()).isOne();
    }

    @Test
    void how_long_the_oldest_waits_for_its_proof_is_known() {
        word("a", 2, 0);
        transactions("a", 1, 3);
        word("a", 2, 3);
        JournalIndex.Proof nothing = new JournalIndex.Proof(Epoch.of(2), through(0), NOW, 0);
        assertThat(index.waitsFor(nothing, 600)).isEqualTo(600);
        assertThat(index.waitsFor(new JournalIndex.Proof(Epoch.of(2), through(3), NOW, 0), 600))
                .isZero();
    }

    @Test
    void whatever_happened_a_reader_of_what_remains_finds_all_that_is_not_proven() throws Exception {
        int trimmed = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            log.clear();
            index = new JournalIndex(NONE, 4 + seed % 50);
            Random random = new Random(seed);
            int written = play(random);
            int proven = random.nextInt(written + 1);
            OptionalLong point =
                    index.trimPoint(new JournalIndex.Proof(Epoch.of(2), through(proven), NOW, silentSince));
            if (point.isPresent()) {
                trimmed += point.getAsLong() > 0 ? 1 : 0;
                assertThat(readable((int) point.getAsLong(), proven))
                        .as("seed %d, trimmed to %d, proven through %d of %d", seed, point.getAsLong(), proven, written)
                        .isEqualTo(acknowledged(proven));
            }
        }
        assertThat(trimmed).isGreaterThan(1_000);
    }

    /** Two keepers at a pace of their own; one or the other begins anew; words between transactions. */
    private int play(Random random) {
        Map<String, Integer> at = new HashMap<>();
        int most = 0;
        int sessions = 0;
        long[] last = new long[2];
        String[] session = {"a", "b"};
        for (int i = 0; i < 200; i++) {
            int keeper = random.nextInt(2);
            if (random.nextInt(20) == 0 || !at.containsKey(session[keeper])) {
                session[keeper] = (keeper == 0 ? "a" : "b") + ++sessions;
                at.put(session[keeper], Math.max(0, most - random.nextInt(5)));
                word(session[keeper], 2, at.get(session[keeper]));
            } else if (random.nextInt(4) == 0) {
                word(session[keeper], 2, at.get(session[keeper]));
            } else {
                int next = at.merge(session[keeper], 1, Integer::sum);
                transactions(session[keeper], next, next);
                most = Math.max(most, next);
            }
            last[keeper] = log.size() - 1;
        }
        // Of the two that live something was read since; of those that they replaced it may not have been.
        silentSince = Math.min(last[0], last[1]);
        return most;
    }

    private List<String> acknowledged(int proven) {
        return log.stream()
                .filter(RawPart.class::isInstance)
                .map(part -> ((RawPart) part).gtid())
                .filter(gtid -> !through(proven).test(NONE.plus(gtid)))
                .distinct()
                .toList();
    }

    private List<String> readable(int from, int proven) throws UnreadableJournal {
        StoredTail tail = new StoredTail(Epoch.of(2), NONE.plus("0-1-" + proven));
        for (JournalRecord record : log.subList(from, log.size())) {
            tail.take(record, events());
        }
        tail.take(new JournalSeal("orders", Epoch.of(2), "incident"), new byte[0]);
        assertThat(tail.reachesBack()).isTrue();
        return tail.transactions().stream().map(RawTransaction::gtid).toList();
    }

    private OptionalLong point(long epoch, int proven) {
        return index.trimPoint(new JournalIndex.Proof(Epoch.of(epoch), through(proven), NOW, 0));
    }

    private static java.util.function.Predicate<TransactionSet> through(int proven) {
        TransactionSet all = proven == 0 ? NONE : NONE.plus("0-1-" + proven);
        return all::containsAll;
    }

    private void word(String session, long epoch, long through) {
        take(new KeeperSession(
                "orders",
                Epoch.of(epoch),
                "keeper",
                session,
                "binlog.1",
                "description",
                through == 0 ? "" : "0-1-" + through));
    }

    private void transactions(String session, int first, int last) {
        for (int number = first; number <= last; number++) {
            take(new RawPart(
                    "orders",
                    Epoch.of(session.equals("old") ? 1 : 2),
                    session,
                    "0-1-" + number,
                    0,
                    true,
                    "binlog.1",
                    number));
        }
    }

    /** Each record is read at a moment of its own: its offset. */
    private void take(JournalRecord record) {
        index.take(record, log.size(), log.size());
        log.add(record);
    }

    private long offset(String session, long through) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i) instanceof KeeperSession word
                    && word.session().equals(session)
                    && word.through().equals("0-1-" + through)) {
                return i;
            }
        }
        throw new AssertionError("no such word");
    }

    private static byte[] events() {
        ByteBuffer events = ByteBuffer.allocate(2 * 23).order(ByteOrder.LITTLE_ENDIAN);
        for (int event = 0; event < 2; event++) {
            events.putInt(event * 23 + 9, 23);
        }
        return events.array();
    }
}
