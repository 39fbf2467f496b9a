package dev.understudy.detector;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.FaultKind.STANDBY_DIVERGED;
import static dev.understudy.events.FaultKind.STANDBY_HALTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.StandbyReport;
import dev.understudy.events.StandbyReport.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the one who replays into a standby says of it, and what is made of that. */
class StandbyContentTest {

    private long sequence;
    private long lastGood;

    @Test
    void a_replay_that_stands_still_is_a_fault_with_its_reason_and_the_way_back() {
        try (Timeline t = Timeline.healthy()) {
            follows(t, "orders-b");
            says(t, "orders-b", State.HALTED, "row 7 of shop.orders is missing", 0, "", "");

            t.expect(CONFIRMED, STANDBY_HALTED, "orders-b");
            assertThat(t.last().reason())
                    .contains("row 7 of shop.orders is missing")
                    .contains("understudy reseed --cluster orders --node orders-b --table")
                    .contains("understudy resume --cluster orders --node orders-b");
            assertThat(t.last().kind().consequence()).isEqualTo(FaultKind.Consequence.NONE);
            assertThat(t.last().evidence())
                    .singleElement()
                    .satisfies(evidence -> assertThat(evidence.path()).isEqualTo("replay"));
        }
    }

    @Test
    void it_is_cleared_when_the_standby_follows_and_was_found_identical_again_and_not_before() {
        try (Timeline t = Timeline.healthy()) {
            says(t, "orders-b", State.HALTED, "a row is missing", 0, "", "");
            says(t, "orders-b", State.FOLLOWING, "", 0, "", "it had halted, and was not compared since");
            t.at(5_000);
            says(t, "orders-b", State.FOLLOWING, "", 0, "", "it had halted, and was not compared since");
            t.at(9_000).expect(CONFIRMED, STANDBY_HALTED, "orders-b");

            follows(t, "orders-b");
            t.at(10_500);
            follows(t, "orders-b");
            t.expect(CLEARED, STANDBY_HALTED, "orders-b");
        }
    }

    @Test
    void a_standby_that_differs_names_its_rows() {
        try (Timeline t = Timeline.healthy()) {
            says(t, "orders-b", State.FOLLOWING, "", 3, "", "");

            t.expect(CONFIRMED, STANDBY_DIVERGED, "orders-b");
            assertThat(t.last().reason()).contains("3 differences, among them shop.orders [id=7]");
        }
    }

    @Test
    void a_standby_that_wrote_by_itself_or_has_another_history_has_diverged() {
        try (Timeline t = Timeline.healthy()) {
            says(t, "orders-b", State.FOLLOWING, "", 0, "0-2-17", "");
            t.expect(CONFIRMED, STANDBY_DIVERGED, "orders-b");
            assertThat(t.last().reason()).contains("it wrote by itself: 0-2-17");
        }
        try (Timeline t = Timeline.healthy()) {
            says(t, "orders-b", State.REFUSED, "its history goes on after the cut", 0, "", "");
            t.expect(CONFIRMED, STANDBY_DIVERGED, "orders-b");
        }
    }

    @Test
    void silence_of_the_one_who_replays_neither_raises_nor_clears() {
        try (Timeline t = Timeline.healthy()) {
            says(t, "orders-b", State.HALTED, "a row is missing", 0, "", "");
            t.at(60_000);

            assertThat(t.faults()).noneMatch(fault -> fault.phase() == CLEARED);
        }
    }

    @Test
    void two_detectors_of_which_one_came_late_name_the_incident_alike() {
        String early;
        try (Timeline t = Timeline.healthy()) {
            follows(t, "orders-b");
            says(t, "orders-b", State.HALTED, "a row is missing", 0, "", "");
            early = t.last().incident();
        }
        try (Timeline t = Timeline.healthy()) {
            says(t, "orders-b", State.HALTED, "a row is missing", 0, "", "");
            assertThat(t.last().incident()).isEqualTo(early);
        }
    }

    @Test
    void the_writer_has_no_such_fault_and_one_that_is_promoted_loses_it() {
        try (Timeline t = Timeline.healthy()) {
            says(t, "orders-a", State.HALTED, "nonsense", 0, "", "");
            t.expectNothing();
            says(t, "orders-b", State.FOLLOWING, "", 3, "", "");
            t.route(2, "orders-b");
            t.at(6_000);
            assertThat(t.faults())
                    .filteredOn(fault -> fault.kind() == STANDBY_DIVERGED)
                    .extracting(Fault::phase)
                    .contains(CLEARED);
        }
    }

    private void follows(Timeline t, String node) {
        says(t, node, State.FOLLOWING, "", 0, "", "");
        lastGood = sequence;
    }

    private void says(
            Timeline t, String node, State state, String reason, long differences, String errant, String doubt) {
        sequence++;
        StandbyReport report = new StandbyReport(
                "orders",
                node,
                "host-1",
                "recovery-orders@100",
                sequence,
                Timeline.EPOCH_START + t.now(),
                Epoch.of(1),
                state,
                reason,
                0,
                "0-1-5",
                differences,
                differences == 0 ? List.of() : List.of("shop.orders [id=7]"),
                errant,
                doubt,
                null,
                lastGood);
        t.send(node, RecordCodec.HEARTBEATS.encode(report));
    }
}
