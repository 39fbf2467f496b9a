package dev.understudy.recovery.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.Facts.Unread;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import dev.understudy.recovery.preflight.rules.Finding;
import dev.understudy.recovery.preflight.rules.Given;
import dev.understudy.recovery.preflight.rules.Hazard;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts when something does not answer any more. */
class KnownTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Facts well = Given.mysql().facts();
    private Known known = Known.nothing(Facts.nothing(well.cluster(), ""), Remembered.NOTHING, Set.of());

    private String against(String standby, Instant now) {
        return known.against(standby, "orders-a", now).map(Objection::reason).orElse("");
    }

    private static Facts without(Facts facts, String node) {
        Map<String, NodeFacts> nodes = new LinkedHashMap<>(facts.nodes());
        nodes.remove(node);
        return new Facts(
                facts.cluster(),
                facts.primary(),
                nodes,
                facts.topics(),
                facts.connector(),
                node.equals(facts.primary()) ? Optional.empty() : facts.acknowledgers(),
                List.of(new Unread(node, "gone")));
    }

    @Test
    void before_the_primary_was_ever_read_nobody_is_promoted() {
        assertThat(against("orders-b", NOON)).contains("nothing was ever read of its primary orders-a");
        known = known.and(without(well, "orders-a"), NOON);
        assertThat(against("orders-b", NOON)).contains("nothing was ever read of its primary orders-a");
        known = known.and(well, NOON);
        assertThat(against("orders-b", NOON)).isEmpty();
    }

    @Test
    void what_was_fatal_on_the_primary_stays_so_when_it_has_died_and_its_age_is_told() {
        Facts mixed =
                Given.mysql().variable("orders-a", "binlog_format", "MIXED").facts();
        known = known.and(mixed, NOON).and(without(well, "orders-a"), NOON.plusSeconds(60));

        assertThat(against("orders-b", NOON.plusSeconds(60)))
                .isEqualTo("binlog-format: orders-a: binlog_format is MIXED, seen 60 s ago");
    }

    @Test
    void a_connector_that_failed_after_its_primary_had_died_stands_against_nothing() {
        Facts failed = Given.mysql().connector("skipped.operations", "t").facts();
        known = known.and(well, NOON).and(without(failed, "orders-a"), NOON);
        assertThat(against("orders-b", NOON)).isEmpty();

        known = known.and(failed, NOON);
        assertThat(against("orders-b", NOON)).startsWith("connector-setting");
    }

    @Test
    void what_is_wrong_with_one_standby_does_not_stand_against_another() {
        known = known.and(Given.mysql().wrote("orders-b", "uuid-2:1").facts(), NOON);
        assertThat(known.against("orders-b", "orders-a", NOON))
                .map(Objection::firm)
                .contains(true);
        assertThat(known.against("orders-c", "orders-a", NOON)).isEmpty();
    }

    @Test
    void what_is_accepted_stands_against_nothing() {
        Facts mixed =
                Given.mysql().variable("orders-a", "binlog_format", "MIXED").facts();
        known = Known.nothing(Facts.nothing(well.cluster(), ""), Remembered.NOTHING, Set.of(Hazard.BINLOG_FORMAT))
                .and(mixed, NOON);
        assertThat(against("orders-b", NOON)).isEmpty();
        assertThat(known.judgement().findings())
                .singleElement()
                .extracting(Finding::wrong)
                .asString()
                .contains("accepted");
    }

    @Test
    void a_new_writer_is_not_judged_by_what_it_was() {
        known = known.and(well, NOON);
        Facts turned = new Facts(
                well.cluster(),
                "orders-b",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Unread("orders-a", "gone"), new Unread("orders-b", "busy")));
        assertThat(known.against("orders-a", "orders-b", NOON)).isEmpty();
        known = known.and(turned, NOON);
        assertThat(known.facts().nodes()).containsOnlyKeys("orders-b");
        assertThat(known.against("orders-a", "orders-b", NOON)).isEmpty();
    }

    @Test
    void a_successor_goes_by_what_was_recorded_until_it_has_seen_everything_itself() {
        Facts mixed =
                Given.mysql().variable("orders-a", "binlog_format", "MIXED").facts();
        known = known.and(mixed, NOON);
        Remembered recorded =
                new Remembered("orders-a", known.seen(), known.judgement().fatal(), known.againstWaiting());
        assertThat(Remembered.of(recorded.details())).isEqualTo(recorded);

        known = Known.nothing(Facts.nothing(well.cluster(), "orders-a"), Remembered.of(recorded.details()), Set.of())
                .and(without(well, "orders-a"), NOON);
        assertThat(against("orders-b", NOON)).isEqualTo("binlog-format: orders-a: binlog_format is MIXED");

        known = known.and(well, NOON);
        assertThat(against("orders-b", NOON)).isEmpty();
    }

    @Test
    void a_successor_knows_what_was_found_against_commits_that_wait_and_whether_anybody_has_looked() {
        Facts watched = Given.mysql().zeroLoss().facts();
        Facts gone = without(watched, "orders-a");
        Known alone = known(watched, Remembered.NOTHING).and(gone, NOON);
        assertThat(alone.againstWaiting()).as("nobody has looked").isEmpty();

        Known seen = alone.and(watched, NOON);
        assertThat(seen.againstWaiting()).hasValue(List.of());
        assertThat(seen.and(
                                Given.mysql()
                                        .zeroLoss()
                                        .byHand("orders-a", "rpl_semi_sync_source_enabled")
                                        .facts(),
                                NOON)
                        .againstWaiting())
                .as("what its next start lacks")
                .hasValue(List.of());
        Known copied = seen.and(
                Given.mysql().zeroLoss().acknowledges(9, "copier@10.0.0.9").facts(), NOON);
        List<String> found =
                List.of("other-acknowledger: orders-a: copier@10.0.0.9 acknowledges commits, and is no keeper");
        assertThat(copied.againstWaiting()).hasValue(found);
        assertThat(copied.judgement().fatal())
                .as("it stands against no promotion")
                .isEmpty();

        Remembered recorded = new Remembered("orders-a", copied.seen(), List.of(), copied.againstWaiting());
        Known successor = known(watched, Remembered.of(recorded.details())).and(gone, NOON);
        assertThat(successor.againstWaiting()).hasValue(found);
        assertThat(successor.and(watched, NOON).againstWaiting()).hasValue(List.of());
    }

    private static Known known(Facts of, Remembered before) {
        return Known.nothing(Facts.nothing(of.cluster(), "orders-a"), before, Set.of());
    }

    @Test
    void a_successor_of_one_that_found_nothing_promotes_although_the_primary_is_dead() {
        known = known.and(well, NOON);
        Remembered recorded = new Remembered("orders-a", known.seen(), List.of(), Optional.empty());
        known = Known.nothing(Facts.nothing(well.cluster(), "orders-a"), Remembered.of(recorded.details()), Set.of());
        assertThat(against("orders-b", NOON)).isEmpty();
    }
}
