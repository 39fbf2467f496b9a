package dev.understudy.router.routing;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.FaultKind.PRIMARY_HUNG;
import static dev.understudy.events.FaultKind.PRIMARY_STALLED;
import static dev.understudy.events.FaultKind.STANDBY_DOWN;
import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.CLUSTER;
import static dev.understudy.router.Given.fault;
import static dev.understudy.router.Given.member;
import static dev.understudy.router.Given.route;
import static dev.understudy.router.Given.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route;
import dev.understudy.events.Route.State;
import dev.understudy.router.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTableTest {

    private static final long NOW = 1_000_000;

    private RouteTable table = RouteTable.EMPTY;

    @Test
    void before_the_first_route_everybody_waits() {
        assertThat(writer()).isInstanceOf(Decision.Hold.class);
        assertThat(reader()).isInstanceOf(Decision.Hold.class);
        assertThat(table.epoch(CLUSTER)).isEqualTo(Epoch.NONE);
    }

    @Test
    void a_route_of_a_lower_epoch_is_refused_and_one_of_the_same_is_taken() {
        take(serving(5, A));
        assertThat(table.with(serving(4, B))).isEmpty();
        take(serving(5, B));
        assertThat(writer()).isEqualTo(connect(B));
    }

    @Test
    void a_confirmed_fault_of_the_writer_holds_and_the_route_that_names_another_connects() {
        take(serving(1, A, B));
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1));
        assertThat(writer()).isEqualTo(new Decision.Hold(A + " is down: it does not answer", Optional.of(member(A))));
        take(route(2, State.HANDING_OVER, B));
        assertThat(writer()).isEqualTo(connect(B));
    }

    @Test
    void a_suspicion_holds_new_connections_and_cuts_none() {
        take(serving(1, A));
        take(fault(PRIMARY_HUNG, SUSPECTED, A, 1));
        assertThat(writer()).isInstanceOf(Decision.Hold.class);
        assertThat(ends(A, Role.WRITER, 1)).isEmpty();
    }

    @Test
    void a_suspicion_that_is_not_repeated_ends_by_itself_and_a_confirmation_does_not() {
        take(serving(1, A));
        take(fault(PRIMARY_HUNG, SUSPECTED, A, 1));
        assertThat(table.decide(CLUSTER, Role.WRITER, NOW + OpenFaults.SUSPICION_MILLIS))
                .isInstanceOf(Decision.Hold.class);
        assertThat(table.decide(CLUSTER, Role.WRITER, NOW + OpenFaults.SUSPICION_MILLIS + 1))
                .isEqualTo(connect(A));
        take(fault(PRIMARY_HUNG, CONFIRMED, A, 1));
        assertThat(table.decide(CLUSTER, Role.WRITER, NOW + 100 * OpenFaults.SUSPICION_MILLIS))
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void a_confirmation_cuts_the_writer_and_the_readers_of_that_node() {
        take(serving(1, A, A, B));
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1));
        assertThat(ends(A, Role.WRITER, 1)).contains(A + " is down");
        assertThat(ends(A, Role.READER, 1)).isPresent();
        assertThat(ends(B, Role.READER, 1)).isEmpty();
    }

    @Test
    void a_cleared_fault_is_forgotten() {
        take(serving(1, A));
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1));
        take(fault(PRIMARY_DOWN, CLEARED, A, 1));
        assertThat(writer()).isEqualTo(connect(A));
        assertThat(ends(A, Role.WRITER, 1)).isEmpty();
    }

    @Test
    void a_client_that_only_a_reader_may_serve_never_gets_the_writer() {
        assertThat(table.decideReader(CLUSTER, NOW)).isInstanceOf(Decision.Hold.class);
        take(serving(1, A, B));
        assertThat(table.decideReader(CLUSTER, NOW)).isEqualTo(connect(B));
        take(fault(STANDBY_DOWN, CONFIRMED, B, 1));
        assertThat(table.decideReader(CLUSTER, NOW))
                .isEqualTo(new Decision.Hold(CLUSTER + " has no reader", Optional.empty()));
        take(route(2, State.HOLDING, null, B));
        assertThat(table.decideReader(CLUSTER, NOW)).as("a planned change").isEqualTo(connect(B));
        take(route(3, State.UNAVAILABLE, null));
        assertThat(table.decideReader(CLUSTER, NOW)).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void the_writer_is_who_the_route_says() {
        assertThat(table.isWriter(CLUSTER, A)).isFalse();
        take(serving(1, A, B));
        assertThat(table.isWriter(CLUSTER, A)).isTrue();
        assertThat(table.isWriter(CLUSTER, B)).isFalse();
    }

    @Test
    void what_was_never_raised_can_be_cleared() {
        take(serving(1, A));
        RouteTable before = table;
        take(fault(PRIMARY_DOWN, CLEARED, A, 1));
        assertThat(table).isSameAs(before);
    }

    @Test
    void a_shadow_fault_changes_nothing() {
        take(serving(1, A));
        RouteTable before = table;
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1, "detector-1", true));
        assertThat(table).isSameAs(before);
    }

    @Test
    void the_claim_of_a_second_detector_outlasts_the_first_ones_clearing() {
        take(serving(1, A));
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1, "detector-1", false));
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1, "detector-2", false));
        take(fault(PRIMARY_DOWN, CLEARED, A, 1, "detector-1", false));
        assertThat(writer()).isInstanceOf(Decision.Hold.class);
        take(fault(PRIMARY_DOWN, CLEARED, A, 1, "detector-2", false));
        assertThat(writer()).isEqualTo(connect(A));
    }

    @Test
    void a_fault_judged_in_an_older_epoch_changes_nothing_even_where_it_came_first() {
        take(serving(2, A));
        RouteTable before = table;
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1));
        assertThat(table).isSameAs(before);

        take(fault(PRIMARY_DOWN, CONFIRMED, A, 2));
        take(serving(3, A));
        assertThat(writer()).isEqualTo(connect(A));
    }

    @Test
    void a_fault_of_an_epoch_whose_route_is_still_to_come_is_kept() {
        take(serving(1, A));
        take(fault(PRIMARY_DOWN, CONFIRMED, B, 2));
        take(serving(2, B));
        assertThat(writer()).isInstanceOf(Decision.Hold.class);
    }

    @Test
    void a_fault_of_another_kind_or_node_leaves_the_writer_alone() {
        take(serving(1, A, B));
        take(fault(PRIMARY_STALLED, CONFIRMED, A, 1));
        take(fault(STANDBY_DOWN, CONFIRMED, B, 1));
        assertThat(writer()).isEqualTo(connect(A));
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"PRIMARY_DOWN", "PRIMARY_HUNG", "STANDBY_DOWN", "INSTANCE_DOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_is_only_reported_moves_nobody(FaultKind kind) {
        take(serving(1, A, B));
        Decision before = reader();
        take(fault(kind, SUSPECTED, A, 1));
        take(fault(kind, CONFIRMED, A, 1));
        take(fault(kind, CONFIRMED, B, 1));
        assertThat(writer()).isEqualTo(connect(A));
        assertThat(reader()).isEqualTo(before);
        assertThat(ends(A, Role.WRITER, 1)).isEmpty();
    }

    @Test
    void an_unavailable_cluster_refuses_at_once_with_its_reason() {
        take(Given.because(route(3, State.UNAVAILABLE, null), "no standby is fit"));
        assertThat(writer()).isEqualTo(new Decision.Refuse("no standby is fit"));
        assertThat(reader()).isEqualTo(new Decision.Refuse("no standby is fit"));
        assertThat(ends(A, Role.WRITER, 2)).isPresent();
    }

    @Test
    void an_unavailable_cluster_can_still_be_read() {
        take(route(3, State.UNAVAILABLE, null, B));
        assertThat(reader()).isEqualTo(connect(B));
    }

    @Test
    void a_planned_change_holds_new_writers_and_lets_the_established_go_on() {
        take(serving(1, A, B));
        take(route(2, State.HOLDING, null, B));
        assertThat(writer()).isInstanceOf(Decision.Hold.class);
        assertThat(reader()).isEqualTo(connect(B));
        assertThat(ends(A, Role.WRITER, 1)).isEmpty();
        take(serving(2, B));
        assertThat(ends(A, Role.WRITER, 1)).isPresent();
        assertThat(ends(B, Role.WRITER, 2)).isEmpty();
    }

    @Test
    void readers_get_any_reader_and_fall_back_to_the_writer() {
        take(serving(1, A, B));
        assertThat(reader()).isEqualTo(new Decision.Connect(List.of(member(B)), Optional.of(member(A))));
        take(fault(STANDBY_DOWN, CONFIRMED, B, 1));
        assertThat(reader()).isEqualTo(connect(A));
        assertThat(table.isDown(CLUSTER, B, NOW)).isTrue();
    }

    @Test
    void a_suspected_reader_is_still_asked_and_a_confirmed_writer_is_no_fallback() {
        take(serving(1, A, B));
        take(fault(STANDBY_DOWN, SUSPECTED, B, 1));
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1));
        assertThat(reader()).isEqualTo(connect(B));
    }

    @Test
    void a_reader_without_an_address_is_passed_over() {
        take(route(1, State.SERVING, A, Map.of(A, new Address("127.0.0.1", 3301)), B));
        assertThat(reader()).isEqualTo(connect(A));
    }

    @Test
    void an_old_connection_ends_where_the_new_epoch_gives_its_node_no_part() {
        take(serving(2, B, A));
        assertThat(ends(A, Role.WRITER, 1)).isPresent();
        assertThat(ends(A, Role.READER, 1)).isEmpty();
        assertThat(ends(B, Role.WRITER, 1)).isEmpty();
        assertThat(ends("orders-c", Role.READER, 1)).isPresent();
    }

    @Test
    void connections_of_a_cluster_without_a_route_are_left_alone() {
        assertThat(ends(A, Role.WRITER, 0)).isEmpty();
    }

    private void take(Route route) {
        table = table.with(route).orElseThrow();
    }

    private void take(Fault fault) {
        table = table.with(fault, NOW);
    }

    private Decision writer() {
        return table.decide(CLUSTER, Role.WRITER, NOW);
    }

    private Decision reader() {
        return table.decide(CLUSTER, Role.READER, NOW);
    }

    private Optional<String> ends(String node, Role role, long since) {
        return table.endsBecause(member(node), role, new Epoch(since), NOW);
    }

    private static Decision connect(String node) {
        return new Decision.Connect(List.of(member(node)), Optional.empty());
    }
}
