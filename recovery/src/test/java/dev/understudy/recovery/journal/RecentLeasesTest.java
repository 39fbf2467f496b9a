package dev.understudy.recovery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.EpochClosed;
import dev.understudy.events.LeaseRequest;
import org.junit.jupiter.api.Test;

class RecentLeasesTest {

    private static final long BACK = RecentLeases.BACK.toMillis();

    private final RecentLeases recent = new RecentLeases("orders");

    @Test
    void it_means_for_an_epoch_what_the_records_mean_one_by_one() {
        recent.take(asked("orders", "a@1"), 0);
        recent.take(asked("orders", "b@1"), 5);
        recent.take(new EpochClosed("orders", Epoch.of(3), "i"), 10);

        assertThat(recent.of(Epoch.of(3)).isClosed()).isTrue();
        assertThat(recent.of(Epoch.of(3)).keepers()).containsExactlyInAnyOrder("a@1", "b@1");
        assertThat(recent.of(Epoch.of(4)).isClosed()).isFalse();
    }

    @Test
    void what_is_older_than_any_lease_is_forgotten() {
        recent.take(asked("orders", "a@1"), 0);
        recent.take(asked("orders", "b@1"), BACK);
        assertThat(recent.of(Epoch.of(3)).keepers()).containsExactlyInAnyOrder("a@1", "b@1");

        recent.take(asked("orders", "b@1"), BACK + 1);
        assertThat(recent.of(Epoch.of(3)).keepers()).containsExactly("b@1");
    }

    @Test
    void other_clusters_are_none_of_its() {
        assertThat(recent.take(asked("stock", "c@1"), 0)).isFalse();
        assertThat(recent.of(Epoch.of(3)).keepers()).isEmpty();
    }

    private static LeaseRequest asked(String cluster, String keeper) {
        return new LeaseRequest(cluster, Epoch.of(3), keeper, 1, 2_000, null);
    }
}
