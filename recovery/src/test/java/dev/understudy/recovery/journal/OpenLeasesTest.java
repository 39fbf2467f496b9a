package dev.understudy.recovery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.EpochClosed;
import dev.understudy.events.KeeperStopped;
import dev.understudy.events.LeaseRequest;
import org.junit.jupiter.api.Test;

class OpenLeasesTest {

    private final OpenLeases leases = new OpenLeases(Epoch.of(3));

    @Test
    void before_the_close_was_read_nothing_is_said() {
        asks("a@1", 3, 2_000, 0);
        assertThat(leases.isClosed()).isFalse();
        closes(3, 10);
        assertThat(leases.isClosed()).isTrue();
    }

    @Test
    void whoever_asked_before_the_close_is_waited_for_until_it_has_stopped() {
        asks("a@1", 3, 2_000, 0);
        asks("b@1", 3, 5_000, 0);
        closes(3, 10);
        assertThat(leases.keepers()).containsExactlyInAnyOrder("a@1", "b@1");
        assertThat(leases.longestMillis()).isEqualTo(5_000);
        stops("b@1");
        assertThat(leases.keepers()).containsExactly("a@1");
        assertThat(leases.longestMillis()).isEqualTo(2_000);
        stops("a@1");
        assertThat(leases.keepers()).isEmpty();
    }

    @Test
    void a_request_behind_the_close_was_granted_to_nobody() {
        closes(3, 10);
        asks("a@1", 3, 2_000, 11);
        assertThat(leases.keepers()).isEmpty();
    }

    @Test
    void the_same_keeper_started_anew_is_another() {
        asks("a@1", 3, 2_000, 0);
        asks("a@2", 3, 2_000, 5);
        closes(3, 10);
        stops("a@2");
        assertThat(leases.keepers()).as("the older process may be frozen").containsExactly("a@1");
    }

    @Test
    void a_keeper_that_changed_its_lease_may_hold_the_longer_one() {
        asks("a@1", 3, 9_000, 0);
        asks("a@1", 3, 2_000, 5);
        closes(3, 10);
        assertThat(leases.longestMillis()).isEqualTo(9_000);
    }

    @Test
    void a_lease_on_an_earlier_epoch_is_waited_for_and_one_on_a_later_is_not() {
        asks("a@1", 2, 2_000, 0);
        asks("b@1", 4, 2_000, 0);
        closes(3, 10);
        assertThat(leases.keepers()).containsExactly("a@1");
    }

    @Test
    void the_close_of_a_later_epoch_closes_this_one_too_and_an_earlier_does_not() {
        closes(2, 5);
        assertThat(leases.isClosed()).isFalse();
        closes(5, 10);
        assertThat(leases.isClosed()).isTrue();
    }

    @Test
    void whose_lease_has_run_out_by_the_brokers_clock_is_not_waited_for() {
        asks("old@1", 3, 2_000, 0);
        asks("a@1", 3, 2_000, 1);
        closes(3, OpenLeases.SKEW_MILLIS + 2_001);
        assertThat(leases.keepers()).containsExactly("a@1");
    }

    private void asks(String keeper, long epoch, long millis, long at) {
        leases.take(new LeaseRequest("orders", Epoch.of(epoch), keeper, 1, millis, null), at);
    }

    private void stops(String keeper) {
        leases.take(new KeeperStopped("orders", Epoch.of(3), keeper), 20);
    }

    private void closes(long epoch, long at) {
        leases.take(new EpochClosed("orders", Epoch.of(epoch), "i"), at);
    }
}
