package dev.understudy.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.KeeperSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionJournalsTest {

    private final List<FakeJournal> made = new ArrayList<>();
    private final SessionJournals journals = new SessionJournals(() -> {
        FakeJournal journal = new FakeJournal();
        made.add(journal);
        return journal;
    });

    @Test
    void the_next_one_is_ready_before_it_is_asked_for() {
        journals.prepare();
        journals.prepare();
        assertThat(made).hasSize(1);
        assertThat(journals.take()).isSameAs(made.get(0));
    }

    @Test
    void one_that_nothing_was_left_to_serves_the_next_session() {
        Journal first = journals.take();
        journals.bringBack(first);
        assertThat(journals.take()).isSameAs(first);
        assertThat(made.get(0).closed).isFalse();
    }

    @Test
    void no_two_sessions_share_one_that_was_written_to() {
        Journal first = journals.take();
        first.write(new KeeperSession("orders", Epoch.of(1), "keeper", "session", "", "", ""), confirmation());
        journals.bringBack(first);
        assertThat(made.get(0).closed).isTrue();
        assertThat(journals.take()).isNotSameAs(first);
    }

    @Test
    void one_is_ready_and_no_more() {
        Journal first = journals.take();
        Journal second = journals.take();
        journals.bringBack(first);
        journals.bringBack(second);
        assertThat(made.get(0).closed).isFalse();
        assertThat(made.get(1).closed).isTrue();
    }

    @Test
    void after_the_end_none_is_kept() {
        Journal first = journals.take();
        journals.prepare();
        journals.close();
        journals.bringBack(first);
        journals.prepare();
        assertThat(made).hasSize(2).allMatch(journal -> journal.closed);
    }

    private static Journal.Confirmation confirmation() {
        return new Journal.Confirmation() {
            @Override
            public void stored() {}

            @Override
            public void lost(Exception reason) {}
        };
    }
}
