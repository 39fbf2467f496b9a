package dev.understudy.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.explain.Explanation.Outcome;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Evidence;
import dev.understudy.events.Fault;
import dev.understudy.events.Fault.Phase;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.State;
import dev.understudy.events.Route;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final String DEATH = "orders/e1/orders-a/primary-down/host:17:99/41";
    private static final String LONELY = "orders/e2/orders-b/single-point-of-failure/host:18:1/0";

    private final List<SystemEvent> events = new ArrayList<>();

    @Test
    void a_fail_over_is_told_from_the_first_sign_to_the_certificate() {
        aDeath();
        step(130, DEATH, "plan", State.ENDED, "over", Map.of("promoted", "0-1-9"));

        assertThat(text(DEATH))
                .containsExactly(
                        DEATH,
                        "ended since 1970-01-01 00:00:01 UTC",
                        "primary-down of orders-a in orders, epoch 1, the server's start host:17:99; confirmed, it leads to: fail-over",
                        "",
                        "What was said of it",
                        "  00:00:01.000       +0 ms  suspected by detector",
                        "      the writer orders-a is down: process ended",
                        "      - self-report of agent-orders-a on host-1: process ended [pid 17]",
                        "        seen at 00:00:00.998",
                        "  00:00:01.050      +50 ms  confirmed by detector, 2 times until 00:00:06.050",
                        "      the writer orders-a is down: two paths agree",
                        "      - self-report of agent-orders-a on host-1: process ended [pid 17]",
                        "        seen at 00:00:00.998",
                        "      - router-traffic of router: silent [820 ms]",
                        "        missed at 00:00:01.040; compared with: >= 800 ms",
                        "",
                        "What recovery did about it",
                        "  00:00:01.060      +60 ms  fail-over of epoch 2: burn-epoch done",
                        "  00:00:01.120     +120 ms  route of epoch 2: handing-over, writer orders-b: handing over",
                        "  00:00:01.130     +130 ms  fail-over of epoch 2: plan ended: over",
                        "",
                        "understudy certificate " + DEATH + " tells what was kept");
    }

    @Test
    void what_leads_to_nothing_says_that_nothing_was_done_and_why() {
        fault(0, LONELY, FaultKind.SINGLE_POINT_OF_FAILURE, Phase.CONFIRMED, "detector", false, "alone");

        assertThat(text(LONELY))
                .contains(
                        "  nothing: a fault of this kind is told, and never acted upon",
                        "open since 1970-01-01 00:00:01 UTC");
    }

    @Test
    void it_is_over_when_every_detector_that_raised_it_has_cleared_it() {
        fault(0, LONELY, FaultKind.SINGLE_POINT_OF_FAILURE, Phase.CONFIRMED, "one", false, "");
        fault(1, LONELY, FaultKind.SINGLE_POINT_OF_FAILURE, Phase.CONFIRMED, "two", false, "");
        fault(2, LONELY, FaultKind.SINGLE_POINT_OF_FAILURE, Phase.CLEARED, "one", false, "");
        assertThat(explained(LONELY).outcome()).isEqualTo(Outcome.OPEN);
        fault(3, LONELY, FaultKind.SINGLE_POINT_OF_FAILURE, Phase.CLEARED, "two", false, "");
        assertThat(explained(LONELY).outcome()).isEqualTo(Outcome.CLEARED);
    }

    @Test
    void one_detectors_words_are_not_the_others_repetition() {
        fault(0, DEATH, FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "one", false, "");
        fault(1, DEATH, FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "two", false, "");
        fault(2, DEATH, FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "one", false, "");

        assertThat(explained(DEATH).verdicts())
                .extracting(said -> said.detector() + " " + said.times())
                .containsExactly("one 2", "two 1");
    }

    @Test
    void a_plan_that_is_under_way_is_open_a_refusal_is_one_and_a_shadow_is_a_shadow() {
        fault(0, DEATH, FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "detector", false, "");
        step(10, DEATH, "decision", State.REFUSED, "no standby can be promoted", Map.of());
        assertThat(explained(DEATH).outcome()).isEqualTo(Outcome.REFUSED);
        step(20, DEATH, "burn-epoch", State.DONE, "", Map.of());
        step(30, DEATH, "fence", State.REFUSED, "no proof", Map.of());
        assertThat(explained(DEATH).outcome()).isEqualTo(Outcome.OPEN);

        fault(0, "s", FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, "detector", true, "");
        assertThat(explained("s").outcome()).isEqualTo(Outcome.SHADOW);
    }

    @Test
    void an_order_of_a_person_is_an_incident_without_a_verdict() {
        step(0, "order/7", "order", State.STARTED, "a person's order", Map.of());

        assertThat(explained("order/7").subject()).isNull();
        assertThat(text("order/7")).contains("no detector raised it");
    }

    @Test
    void records_may_come_in_any_order() {
        aDeath();
        Explanation inOrder = explained(DEATH);
        java.util.Collections.reverse(events);
        assertThat(explained(DEATH)).isEqualTo(inOrder);
    }

    @Test
    void the_newest_is_explained_where_none_is_named_and_an_unknown_one_is_one_line() {
        assertThatThrownBy(() -> ExplainCommand.find(null, events))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no incident yet");
        aDeath();
        fault(9_000, LONELY, FaultKind.SINGLE_POINT_OF_FAILURE, Phase.CONFIRMED, "detector", false, "");
        assertThat(ExplainCommand.find(null, events).incident()).isEqualTo(LONELY);
        assertThatThrownBy(() -> ExplainCommand.find("nonsense", events))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.status()).isEqualTo(ExitStatus.FAILED))
                .hasMessage("there is no incident nonsense; the newest is " + LONELY);
    }

    @Test
    void the_document_for_scripts_has_all_of_it() throws JsonProcessingException {
        aDeath();
        JsonNode json = new ObjectMapper().readTree(ExplainCommand.json(explained(DEATH)));
        assertThat(json.path("subject").path("kind").asText()).isEqualTo("PRIMARY_DOWN");
        assertThat(json.path("outcome").asText()).isEqualTo("OPEN");
        assertThat(json.path("verdicts")
                        .get(1)
                        .path("evidence")
                        .get(1)
                        .path("threshold")
                        .asText())
                .isEqualTo(">= 800 ms");
        assertThat(json.path("verdicts").get(1).path("times").asInt()).isEqualTo(2);
        assertThat(json.path("steps").get(0).path("step").asText()).isEqualTo("burn-epoch");
        assertThat(json.path("steps").get(0).path("epoch").asLong()).isEqualTo(2);
        assertThat(json.path("routes").get(0).path("writer").asText()).isEqualTo("orders-b");
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("incident", "subject", "outcome", "verdicts", "steps", "routes");
    }

    private void aDeath() {
        Evidence ended =
                new Evidence("self-report", "agent-orders-a", "host-1", "process ended", "pid 17", "", true, 998);
        Evidence silent = new Evidence("router-traffic", "router", "", "silent", "820 ms", ">= 800 ms", false, 1_040);
        say(0, DEATH, FaultKind.PRIMARY_DOWN, Phase.SUSPECTED, "the writer orders-a is down: process ended", ended);
        String agreed = "the writer orders-a is down: two paths agree";
        say(50, DEATH, FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, agreed, ended, silent);
        say(5_050, DEATH, FaultKind.PRIMARY_DOWN, Phase.CONFIRMED, agreed, ended, silent);
        say(20, "another", FaultKind.STANDBY_DOWN, Phase.CONFIRMED, "");
        step(60, DEATH, "burn-epoch", State.DONE, "", Map.of());
        Route route = new Route(
                "orders",
                Epoch.of(2),
                Route.State.HANDING_OVER,
                "orders-b",
                List.of(),
                Map.of("orders-b", new Address("h", 1)),
                DEATH,
                1_120,
                "handing over");
        events.add(new SystemEvent(route, route.at()));
    }

    private void say(long at, String incident, FaultKind kind, Phase phase, String reason, Evidence... evidence) {
        add(at, incident, kind, phase, "detector", false, reason, List.of(evidence));
    }

    private void fault(
            long at, String incident, FaultKind kind, Phase phase, String by, boolean shadow, String reason) {
        add(at, incident, kind, phase, by, shadow, reason, List.of());
    }

    private void add(
            long at,
            String incident,
            FaultKind kind,
            Phase phase,
            String by,
            boolean shadow,
            String reason,
            List<Evidence> evidence) {
        long when = 1_000 + at;
        events.add(new SystemEvent(
                new Fault(
                        incident,
                        kind,
                        phase,
                        "orders",
                        "orders-a",
                        Epoch.of(1),
                        "host:17:99",
                        when,
                        by,
                        shadow,
                        reason,
                        evidence),
                when));
    }

    private void step(long at, String incident, String step, State state, String reason, Map<String, Object> details) {
        long when = 1_000 + at;
        events.add(new SystemEvent(
                new RecoveryStep(
                        "orders",
                        incident,
                        RecoveryStep.Plan.FAIL_OVER,
                        Epoch.of(2),
                        "r",
                        1,
                        step,
                        state,
                        when,
                        reason,
                        details),
                when));
    }

    private Explanation explained(String incident) {
        return Explanation.of(incident, events).orElseThrow();
    }

    private List<String> text(String incident) {
        return ExplanationText.of(explained(incident), ZoneId.of("UTC")).lines().toList();
    }
}
