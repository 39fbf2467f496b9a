package dev.understudy.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochOpened;
import dev.understudy.events.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReignTest {

    @Test
    void the_newest_route_says_whose_commits_are_stored() {
        Reign reign = Reign.NONE.after(serving(1, "orders-a"));
        assertThat(reign).isEqualTo(Reign.of(Epoch.of(1), "orders-a", new Address("h", 3306)));
        assertThat(reign.after(serving(2, "orders-b")).writer()).isEqualTo("orders-b");
    }

    @Test
    void a_route_of_a_lower_epoch_is_not_taken() {
        Reign reign = Reign.NONE.after(serving(2, "orders-b"));
        assertThat(reign.after(serving(1, "orders-a"))).isEqualTo(reign);
    }

    @Test
    void a_later_epoch_without_a_writer_ends_the_one_before() {
        Reign reign = Reign.NONE.after(serving(2, "orders-b"));
        assertThat(reign.after(nobody(3))).isEqualTo(Reign.of(Epoch.of(3), "", null));
    }

    @Test
    void a_route_of_the_same_epoch_without_a_writer_ends_nothing() {
        Reign reign = Reign.NONE.after(serving(2, "orders-b"));
        assertThat(reign.after(nobody(2))).isEqualTo(reign);
    }

    @Test
    void an_epoch_that_is_opened_names_its_writer_before_a_route_does_and_where_it_begins() {
        Reign opened = Reign.NONE.after(serving(2, "orders-b")).after(opened(3, "orders-a"), true);
        assertThat(opened).isEqualTo(new Reign(Epoch.of(3), "orders-a", new Address("h", 3306), "0-2-7", true));
        assertThat(opened.after(nobody(3))).isEqualTo(opened);
        assertThat(opened.after(serving(3, "orders-a"))).isEqualTo(opened);
        assertThat(opened.after(opened(2, "orders-b"), true)).isEqualTo(opened);
        assertThat(opened.after(serving(4, "orders-b")).start()).isEmpty();
    }

    @Test
    void one_that_began_before_the_keeper_did_or_nobody_knows_where_was_not_witnessed() {
        assertThat(Reign.NONE.after(opened(3, "orders-a"), false).isWitnessed()).isFalse();
        EpochOpened first = new EpochOpened("orders", Epoch.of(1), "orders-a", new Address("h", 3306), "", "i");
        assertThat(Reign.NONE.after(first, true).isWitnessed()).isFalse();
    }

    private static EpochOpened opened(long epoch, String node) {
        return new EpochOpened("orders", Epoch.of(epoch), node, new Address("h", 3306), "0-2-7", "i");
    }

    private static Route nobody(long epoch) {
        return new Route(
                "orders",
                Epoch.of(epoch),
                Route.State.UNAVAILABLE,
                null,
                List.of(),
                Map.of(),
                "i",
                0,
                "nobody is left");
    }

    private static Route serving(long epoch, String node) {
        return new Route(
                "orders",
                Epoch.of(epoch),
                Route.State.SERVING,
                node,
                List.of(),
                Map.of(node, new Address("h", 3306)),
                "i",
                0,
                "");
    }
}
