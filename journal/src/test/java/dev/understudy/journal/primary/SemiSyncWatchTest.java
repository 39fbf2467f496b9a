package dev.understudy.journal.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.SemiSync;
import org.junit.jupiter.api.Test;

class SemiSyncWatchTest {

    @Test
    void nothing_is_wrong_where_every_commit_has_waited() {
        assertThat(wrong(true, true, 0)).isEmpty();
    }

    @Test
    void a_primary_that_does_not_wait_has_fallen_back() {
        assertThat(wrong(true, false, 0)).contains("fallen back");
    }

    @Test
    void commits_that_did_not_wait_are_told_also_when_the_next_ones_do() {
        assertThat(wrong(true, true, 3)).startsWith("3 commits have returned");
    }

    @Test
    void a_primary_without_the_plugin_is_told() {
        assertThat(wrong(false, false, 0)).contains("load its plugin");
    }

    private static String wrong(boolean present, boolean waits, long unacknowledged) {
        return SemiSyncWatch.wrong(new SemiSync.State(present, waits, unacknowledged, 1));
    }
}
