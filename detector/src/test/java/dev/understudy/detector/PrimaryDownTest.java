package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.Probe.Outcome.ANSWERED;
import static dev.understudy.events.Probe.Outcome.REFUSED;
import static dev.understudy.events.Probe.Outcome.RESET;
import static dev.understudy.events.ServerProcess.State.ENDED;
import static dev.understudy.events.ServerProcess.State.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Evidence;
import dev.understudy.events.Fault;
import dev.understudy.events.ObserverHealth;
import org.junit.jupiter.api.Test;

class PrimaryDownTest {

    @Test
    void a_kill_is_suspected_by_the_first_path_and_confirmed_by_the_second_within_the_same_record() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(RESET).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            t.at(5_020).agent("orders-a").process(ENDED).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
            t.at(9_000).expectExactly("SUSPECTED PRIMARY_DOWN orders-a", "CONFIRMED PRIMARY_DOWN orders-a");
        }
    }

    @Test
    void the_order_of_the_two_paths_does_not_matter() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").process(ENDED).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            t.at(5_030).probe("orders-b", "orders-a").sees(REFUSED).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void a_verdict_names_its_incident_by_what_happened_and_lists_its_evidence() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(RESET);
            Fault suspected = t.last();
            t.at(5_020).agent("orders-a").process(ENDED);
            assertThat(t.last().incident())
                    .isEqualTo(suspected.incident())
                    .startsWith("orders/e1/orders-a/primary-down/boot-a1/");
            assertThat(t.last().bootId()).isEqualTo("boot-a1");
            assertThat(t.last().epoch().number()).isEqualTo(1);
            assertThat(t.last().evidence()).hasSize(2).allMatch(Evidence::positive);
            assertThat(t.last().reason())
                    .startsWith("the writer orders-a is down: ")
                    .contains("process ended", "reset", "2 independent paths agree");
            assertThat(suspected.reason()).contains("a second independent path must agree");
        }
    }

    @Test
    void two_detectors_give_the_same_incident_the_same_name() {
        try (Timeline one = Timeline.healthy();
                Timeline two =
                        Timeline.healthy(Configs.of("detector: {name: second, verdicts: {hungSuspect: 100ms}}"))) {
            for (Timeline t : new Timeline[] {one, two}) {
                t.at(5_000).router("orders-a").sees(RESET);
                t.at(5_020).agent("orders-a").process(ENDED);
            }
            assertThat(one.last().incident()).isEqualTo(two.last().incident());
            assertThat(one.last().detector()).isNotEqualTo(two.last().detector());
        }
    }

    @Test
    void one_reset_connection_holds_nobody_for_long() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(RESET).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            t.router("orders-a").mute();
            t.at(5_800).expect(CLEARED, PRIMARY_DOWN, "orders-a");
            t.at(12_000).expectExactly("SUSPECTED PRIMARY_DOWN orders-a", "CLEARED PRIMARY_DOWN orders-a");
        }
    }

    @Test
    void two_observers_that_are_refused_confirm_nothing_while_the_server_answers_its_own_agent() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(REFUSED);
            t.at(5_310).probe("orders-b", "orders-a").sees(REFUSED);
            t.at(15_000);
            assertThat(t.summary()).isNotEmpty().doesNotContain("CONFIRMED PRIMARY_DOWN orders-a");
        }
    }

    @Test
    void two_observers_that_are_refused_wait_for_the_word_of_an_agent_that_reports() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(REFUSED);
            t.at(5_010).probe("orders-b", "orders-a").sees(REFUSED).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            t.agent("orders-a").mute();
            t.at(5_900).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            t.at(6_100).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void an_answer_that_was_under_way_when_the_server_died_vetoes_nothing() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(RESET);
            t.at(5_010).probe("orders-b", "orders-a").sees(ANSWERED);
            t.at(5_020).agent("orders-a").process(ENDED).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
        }
    }

    @Test
    void a_server_that_comes_back_is_cleared_when_it_has_been_well_for_a_second() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(RESET);
            t.agent("orders-a").process(ENDED).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
            t.probe("orders-b", "orders-a").sees(REFUSED);
            t.at(7_000).agent("orders-a").running(9, "boot-a2");
            t.router("orders-a").sees(ANSWERED);
            t.probe("orders-b", "orders-a").sees(ANSWERED);
            t.at(7_900).expect(CONFIRMED, PRIMARY_DOWN, "orders-a");
            t.at(8_100).expect(CLEARED, PRIMARY_DOWN, "orders-a");
            assertThat(t.last().incident()).isEqualTo(t.faults().get(0).incident());
        }
    }

    @Test
    void a_new_epoch_supersedes_the_fault_and_the_node_is_a_standby_that_is_down() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).router("orders-a").sees(RESET);
            t.agent("orders-a").process(ENDED);
            t.probe("orders-b", "orders-a").sees(REFUSED);
            t.at(5_500).route(2, "orders-b");
            t.at(5_600)
                    .expectExactly(
                            "SUSPECTED PRIMARY_DOWN orders-a",
                            "CONFIRMED PRIMARY_DOWN orders-a",
                            "CLEARED PRIMARY_DOWN orders-a",
                            "SUSPECTED STANDBY_DOWN orders-a",
                            "CONFIRMED STANDBY_DOWN orders-a");
            assertThat(t.faults().get(2).reason()).contains("superseded", "epoch 2");
            assertThat(t.faults().get(2).epoch().number()).isEqualTo(1);
            assertThat(t.last().epoch().number()).isEqualTo(2);
        }
    }

    @Test
    void a_route_of_an_older_epoch_changes_nothing() {
        try (Timeline t = Timeline.healthy()) {
            t.route(2, "orders-b").at(4_500).route(1, "orders-a");
            t.at(5_000).router("orders-b").sees(RESET).expect(SUSPECTED, PRIMARY_DOWN, "orders-b");
        }
    }

    @Test
    void an_observer_out_of_descriptors_is_the_sick_one() {
        try (Timeline t = Timeline.healthy()) {
            t.router("orders-a").feels(new ObserverHealth(2.0, 1.0, 19_900L, 20_000L, 0));
            for (int flap = 0; flap < 20; flap++) {
                t.at(5_000 + flap * 300L).router("orders-a").sees(flap % 2 == 0 ? REFUSED : ANSWERED);
            }
            t.at(12_000).expectNothing();
        }
    }

    @Test
    void what_a_sick_observer_said_stands_in_the_verdict_as_not_counted() {
        try (Timeline t = Timeline.healthy()) {
            t.router("orders-a").feels(new ObserverHealth(2.0, 1.0, 50L, 20_000L, 3));
            t.at(5_000).router("orders-a").sees(REFUSED).expectNothing();
            t.at(5_020).agent("orders-a").process(ENDED).expect(SUSPECTED, PRIMARY_DOWN, "orders-a");
            assertThat(t.last().evidence())
                    .anySatisfy(evidence ->
                            assertThat(evidence.what()).contains("refused (not counted: 3 other targets fail"));
        }
    }

    @Test
    void before_the_first_route_nobody_is_the_primary() {
        try (Timeline t = Timeline.bare(Configs.defaults())) {
            t.agent("orders-a").running(1, "boot-a1");
            t.router("orders-a").sees(ANSWERED);
            t.at(4_000).agent("orders-a").process(ENDED);
            t.router("orders-a").sees(REFUSED);
            t.at(6_000).expectNothing();
        }
    }

    @Test
    void an_agent_that_was_wrong_for_a_moment_confirms_nothing_alone() {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000).agent("orders-a").process(ENDED);
            t.at(5_100).agent("orders-a").process(RUNNING);
            t.at(6_000).expectExactly("SUSPECTED PRIMARY_DOWN orders-a", "CLEARED PRIMARY_DOWN orders-a");
        }
    }
}
