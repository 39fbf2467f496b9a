package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.FaultKind.STANDBY_DOWN;
import static dev.understudy.events.Probe.Outcome.REFUSED;
import static dev.understudy.events.ServerProcess.State.ENDED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.detector.watch.NodeView;
import org.junit.jupiter.api.Test;

/** What a person works on. */
class MaintenanceTest {

    @Test
    void a_primary_that_is_stopped_for_it_is_not_said_to_be_down() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).maintenance("orders-a", 60_000);
            t.at(6_000);
            stop(t, "orders-a");
            t.at(30_000).expectNothing();
        }
    }

    @Test
    void that_another_one_is_alone_meanwhile_is_told() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).maintenance("orders-a", 120_000);
            t.at(6_000);
            stop(t, "orders-a");
            t.at(50_000)
                    .expectExactly(
                            "SUSPECTED SINGLE_POINT_OF_FAILURE orders-b", "CONFIRMED SINGLE_POINT_OF_FAILURE orders-b");
        }
    }

    @Test
    void when_it_has_run_out_what_is_down_is_confirmed() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).maintenance("orders-a", 20_000);
            t.at(6_000);
            stop(t, "orders-a");
            t.at(19_900).expectNothing();
            t.at(20_300).expectExactly("SUSPECTED PRIMARY_DOWN orders-a", "CONFIRMED PRIMARY_DOWN orders-a");
        }
    }

    @Test
    void a_person_ends_it_sooner() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).maintenance("orders-b", 3_600_000);
            t.at(6_000);
            stop(t, "orders-b");
            t.at(10_000).expectNothing().maintenance("orders-b", 10_000);
            t.at(10_300).expect(CONFIRMED, STANDBY_DOWN, "orders-b");
        }
    }

    @Test
    void it_withdraws_what_was_said_and_says_why() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000);
            stop(t, "orders-b");
            t.expect(CONFIRMED, STANDBY_DOWN, "orders-b");
            String incident = t.last().incident();
            t.at(8_000).maintenance("orders-b", 60_000);
            t.at(8_100).expect(CLEARED, STANDBY_DOWN, "orders-b");
            assertThat(t.last().incident()).isEqualTo(incident);
            assertThat(t.last().reason()).contains("in maintenance until ", "a new disk", "anna");
        }
    }

    @Test
    void it_is_one_node_and_no_other() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).maintenance("orders-b", 60_000);
            t.at(6_000);
            stop(t, "orders-b");
            t.expectNothing();
            stop(t, "orders-a");
            t.expectExactly("SUSPECTED PRIMARY_DOWN orders-a", "CONFIRMED PRIMARY_DOWN orders-a");
        }
    }

    @Test
    void a_suspicion_ends_and_comes_again_when_it_is_over() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(REFUSED).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            t.maintenance("orders-a", 8_000).at(5_100).expect(CLEARED, PRIMARY_DOWN, "orders-a");
            stop(t, "orders-a");
            t.at(8_200)
                    .expectExactly(
                            "SUSPECTED PRIMARY_DOWN orders-a",
                            "CLEARED PRIMARY_DOWN orders-a",
                            "SUSPECTED PRIMARY_DOWN orders-a",
                            "CONFIRMED PRIMARY_DOWN orders-a");
        }
    }

    @Test
    void people_see_it_in_the_list_of_nodes() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).maintenance("orders-b", 9_000).at(6_000);
            assertThat(view(t, "orders-b").maintenance()).startsWith("in maintenance until 2027-");
            assertThat(view(t, "orders-a").maintenance()).isNull();
            t.at(10_000);
            assertThat(view(t, "orders-b").maintenance()).isNull();
        }
    }

    @Test
    void one_that_cannot_be_read_is_counted_and_excuses_nobody() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).rawMaintenance("orders/orders-a", "maintenance, please".getBytes(UTF_8));
            t.rawMaintenance("orders/orders-b", null).at(5_100);
            stop(t, "orders-a");
            t.expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
            assertThat(t.metrics
                            .get("understudy.detector.refused")
                            .tag("topic", "understudy.maintenance")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    private static NodeView view(Timeline t, String node) {
        return t.beholders().nodes().stream()
                .filter(view -> view.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** As everybody sees it. */
    private static void stop(Timeline t, String node) {
        t.router(node).sees(REFUSED);
        t.probe(node.equals("orders-a") ? "orders-b" : "orders-a", node).sees(REFUSED);
        t.agent(node).process(ENDED);
    }
}
