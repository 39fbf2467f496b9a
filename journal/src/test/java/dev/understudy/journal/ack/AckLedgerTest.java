package dev.understudy.journal.ack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.stream.StreamPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AckLedgerTest {

    private final AckLedger ledger = new AckLedger();

    @Test
    void nothing_is_due_before_it_is_confirmed() {
        AckLedger.Entry entry = ledger.whole(at(100), true);
        assertThat(ledger.due(true)).isEmpty();
        ledger.confirmed(entry);
        assertThat(ledger.due(true)).contains(at(100));
    }

    @Test
    void what_was_acknowledged_is_not_due_again() {
        ledger.confirmed(ledger.whole(at(100), true));
        ledger.due(true);
        assertThat(ledger.due(true)).isEmpty();
    }

    @Test
    void a_transaction_is_due_only_with_all_of_its_parts() {
        AckLedger.Entry part = ledger.part();
        AckLedger.Entry end = ledger.whole(at(500), true);
        ledger.confirmed(end);
        assertThat(ledger.due(true)).isEmpty();
        ledger.confirmed(part);
        assertThat(ledger.due(true)).contains(at(500));
    }

    @Test
    void nothing_is_due_behind_what_is_not_confirmed() {
        AckLedger.Entry first = ledger.whole(at(100), true);
        AckLedger.Entry second = ledger.whole(at(200), true);
        ledger.confirmed(second);
        assertThat(ledger.due(true)).isEmpty();
        ledger.confirmed(first);
        assertThat(ledger.due(true)).contains(at(200));
    }

    @Test
    void one_acknowledgement_covers_all_before_it() {
        AckLedger.Entry first = ledger.whole(at(100), true);
        AckLedger.Entry second = ledger.whole(at(200), false);
        ledger.confirmed(first);
        ledger.confirmed(second);
        assertThat(ledger.due(true)).contains(at(200));
    }

    @Test
    void what_no_commit_waits_for_is_not_acknowledged() {
        ledger.confirmed(ledger.whole(at(100), false));
        assertThat(ledger.due(true)).isEmpty();
    }

    @Test
    void without_a_lease_nothing_is_due_and_with_the_next_one_all_that_waited() {
        ledger.confirmed(ledger.whole(at(100), true));
        assertThat(ledger.due(false)).isEmpty();
        ledger.confirmed(ledger.whole(at(200), true));
        assertThat(ledger.due(false)).isEmpty();
        assertThat(ledger.waits()).isTrue();
        assertThat(ledger.due(true)).contains(at(200));
    }

    @Test
    void one_failure_ends_it_for_good() {
        AckLedger.Entry first = ledger.whole(at(100), true);
        ledger.failed();
        ledger.confirmed(first);
        assertThat(ledger.due(true)).isEmpty();
        ledger.confirmed(ledger.whole(at(200), true));
        assertThat(ledger.due(true)).isEmpty();
    }

    /** Confirmations in any order, asked at any time: what is due is always an end that is wholly confirmed, and rises. */
    @Test
    void whatever_the_order_of_the_confirmations_only_a_confirmed_prefix_is_ever_due() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            AckLedger drawn = new AckLedger();
            List<AckLedger.Entry> entries = new ArrayList<>();
            List<Long> ends = new ArrayList<>();
            List<Integer> open = new ArrayList<>();
            boolean[] confirmed = new boolean[60];
            long last = 0;
            for (int step = 0; step < 150; step++) {
                if (entries.size() < 60 && random.nextBoolean()) {
                    boolean whole = random.nextInt(3) > 0;
                    long end = 100L * (entries.size() + 1);
                    open.add(entries.size());
                    entries.add(whole ? drawn.whole(at(end), random.nextBoolean()) : drawn.part());
                    ends.add(whole ? end : -1);
                } else if (!open.isEmpty()) {
                    int index = open.remove(random.nextInt(open.size()));
                    confirmed[index] = true;
                    drawn.confirmed(entries.get(index));
                }
                Optional<StreamPosition> due = drawn.due(random.nextInt(3) > 0);
                if (due.isPresent()) {
                    int index = ends.indexOf(due.get().offset());
                    assertThat(index)
                            .as("seed %d: the end of a transaction", seed)
                            .isNotNegative();
                    for (int before = 0; before <= index; before++) {
                        assertThat(confirmed[before]).as("seed %d", seed).isTrue();
                    }
                    assertThat(due.get().offset()).as("seed %d", seed).isGreaterThan(last);
                    last = due.get().offset();
                }
            }
        }
    }

    private static StreamPosition at(long offset) {
        return new StreamPosition("binlog.000001", offset);
    }
}
