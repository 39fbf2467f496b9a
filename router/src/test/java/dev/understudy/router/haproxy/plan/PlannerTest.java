package dev.understudy.router.haproxy.plan;

import static dev.understudy.events.Fault.Phase.CLEARED;
import static dev.understudy.events.Fault.Phase.CONFIRMED;
import static dev.understudy.events.Fault.Phase.SUSPECTED;
import static dev.understudy.events.FaultKind.PRIMARY_DOWN;
import static dev.understudy.events.FaultKind.STANDBY_DOWN;
import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.CLUSTER;
import static dev.understudy.router.Given.fault;
import static dev.understudy.router.Given.route;
import static dev.understudy.router.Given.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.Fault;
import dev.understudy.events.Route;
import dev.understudy.router.haproxy.FakeHaproxy;
import dev.understudy.router.routing.Demand;
import dev.understudy.router.routing.Role;
import dev.understudy.router.routing.RouteTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one backend with orders-a and orders-b is told, change after change. */
class PlannerTest {

    private static final long NOW = 1_000_000;

    private final FakeHaproxy haproxy =
            new FakeHaproxy("be").with(A, 3301).with(B, 3302).withHold();
    private final Map<String, List<String>> names = new java.util.HashMap<>(Map.of("db.test", List.of("10.0.0.7")));
    private final Set<String> drained = new HashSet<>();
    private final List<String> troubles = new ArrayList<>();
    private RouteTable table = RouteTable.EMPTY;
    private Role role = Role.WRITER;
    private boolean fallsBack = true;

    @Test
    void before_the_first_route_it_is_left_alone() {
        assertThat(told()).isEmpty();
    }

    @Test
    void a_fresh_one_gets_the_writer_and_then_nothing_more() {
        take(serving(1, A, B));
        assertThat(told()).containsExactly("set server be/orders-a state ready");
        assertThat(told()).isEmpty();
        assertThat(troubles).isEmpty();
    }

    @Test
    void a_dead_writer_is_shut_and_its_successor_comes_after_it() {
        take(serving(1, A, B));
        told();
        take(fault(PRIMARY_DOWN, SUSPECTED, A, 1));
        assertThat(told()).as("in doubt: no new ones").containsExactly("set server be/orders-a state maint");
        haproxy.server(A).sessions = 3;
        take(fault(PRIMARY_DOWN, CONFIRMED, A, 1));
        assertThat(told()).containsExactly("shutdown sessions server be/orders-a");
        take(serving(2, B));
        assertThat(told()).containsExactly("set server be/orders-b state ready");
    }

    @Test
    void a_doubt_that_passes_gives_the_writer_back() {
        take(serving(1, A, B));
        told();
        haproxy.server(A).sessions = 3;
        take(fault(PRIMARY_DOWN, SUSPECTED, A, 1));
        told();
        take(fault(PRIMARY_DOWN, CLEARED, A, 1));
        assertThat(told()).containsExactly("set server be/orders-a state ready");
        assertThat(haproxy.server(A).sessions).isEqualTo(3);
    }

    @Test
    void a_planned_change_keeps_what_is_established_until_another_writer_is_named() {
        take(serving(1, A, B));
        told();
        haproxy.server(A).sessions = 3;
        take(route(2, Route.State.HOLDING, null, B));
        assertThat(told()).containsExactly("set server be/orders-a state maint");
        take(serving(2, B));
        assertThat(told())
                .containsExactly("shutdown sessions server be/orders-a", "set server be/orders-b state ready");
    }

    @Test
    void a_writer_that_changes_without_a_hold_is_shut_first() {
        take(serving(1, A, B));
        told();
        take(serving(2, B));
        assertThat(told())
                .containsExactly(
                        "set server be/orders-a state maint",
                        "shutdown sessions server be/orders-a",
                        "set server be/orders-b state ready");
    }

    @Test
    void the_successor_waits_for_sessions_that_do_not_end() {
        take(serving(1, B));
        haproxy.server(A).sessions = 1;
        Plan first = plan();
        assertThat(texts(first)).containsExactly("shutdown sessions server be/orders-a");
        assertThat(plan()).as("not yet").isEqualTo(first);
    }

    @Test
    void an_address_is_set_before_its_server_is_ready() {
        take(route(1, Route.State.SERVING, A, Map.of(A, new Address("db.test", 3399))));
        assertThat(told())
                .containsExactly(
                        "set server be/orders-a addr 10.0.0.7 port 3399", "set server be/orders-a state ready");
    }

    @Test
    void a_writer_that_moved_is_shut_moved_and_opened() {
        take(serving(1, A));
        told();
        take(route(2, Route.State.SERVING, A, Map.of(A, new Address("10.0.0.8", 3301))));
        assertThat(told())
                .containsExactly(
                        "set server be/orders-a state maint",
                        "shutdown sessions server be/orders-a",
                        "set server be/orders-a addr 10.0.0.8 port 3301",
                        "set server be/orders-a state ready");
    }

    @Test
    void a_name_with_several_addresses_does_not_move_to_and_fro() {
        names.put("db.test", List.of("10.0.0.9", "127.0.0.1"));
        take(route(1, Route.State.SERVING, A, Map.of(A, new Address("db.test", 3301))));
        assertThat(told()).containsExactly("set server be/orders-a state ready");
    }

    @Test
    void a_name_that_nobody_knows_is_told_and_moves_nobody() {
        take(serving(1, A));
        told();
        take(route(2, Route.State.SERVING, A, Map.of(A, new Address("gone.test", 3301))));
        assertThat(told()).isEmpty();
        take(route(3, Route.State.SERVING, B, Map.of(B, new Address("gone.test", 3301))));
        assertThat(told()).doesNotContain("set server be/orders-b state ready");
        assertThat(troubles).containsExactly("nobody knows where gone.test is");
    }

    @Test
    void without_a_writer_to_come_clients_are_refused_and_later_wait_again() {
        take(serving(1, A));
        told();
        take(route(2, Route.State.UNAVAILABLE, null));
        assertThat(told())
                .containsExactly(
                        "set server be/orders-a state maint",
                        "shutdown sessions server be/orders-a",
                        "set server be/hold state maint");
        take(route(3, Route.State.HOLDING, null));
        assertThat(told()).containsExactly("set server be/hold state ready");
    }

    @Test
    void what_somebody_else_has_opened_is_shut() {
        take(serving(1, A));
        told();
        haproxy.with("extra", 3309).server("extra").bits = 0;
        haproxy.server(B).bits = 8;
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "set server be/extra state maint",
                        "shutdown sessions server be/extra",
                        "set server be/orders-b state maint",
                        "shutdown sessions server be/orders-b");
    }

    @Test
    void readers_are_ready_and_where_there_is_none_the_writer_is() {
        role = Role.READER;
        take(serving(1, A, B));
        assertThat(told()).containsExactly("set server be/orders-b state ready");
        take(fault(STANDBY_DOWN, CONFIRMED, B, 1));
        assertThat(told()).containsExactly("set server be/orders-b state maint", "set server be/orders-a state ready");
    }

    @Test
    void a_drained_reader_keeps_what_it_has() {
        role = Role.READER;
        take(serving(1, A, A, B));
        told();
        haproxy.server(B).sessions = 5;
        drained.add(B);
        assertThat(told()).containsExactly("set server be/orders-b state drain");
        drained.add(A);
        assertThat(told()).as("all wait").containsExactly("set server be/orders-a state drain");
        drained.clear();
        assertThat(told()).containsExactly("set server be/orders-a state ready", "set server be/orders-b state ready");
        assertThat(haproxy.server(B).sessions).isEqualTo(5);
    }

    @Test
    void readers_that_do_not_fall_back_wait() {
        role = Role.READER;
        fallsBack = false;
        take(serving(1, A, B));
        told();
        take(fault(STANDBY_DOWN, CONFIRMED, B, 1));
        assertThat(told()).containsExactly("set server be/orders-b state maint");
    }

    @Test
    void what_is_missing_is_told() {
        FakeHaproxy bare = new FakeHaproxy("be").with(B, 3302);
        take(serving(1, A));
        Wanted wanted = backend().wanted(table, bare.shown(), NOW).orElseThrow();
        assertThat(planner().next(wanted, bare.shown(), "hold").troubles())
                .containsExactly(
                        "there is no server hold: clients are refused where they should wait",
                        "there is no server orders-a, which should serve");
    }

    @Test
    void a_hold_that_takes_part_is_told() {
        haproxy.server("hold").backup = false;
        take(serving(1, A));
        told();
        assertThat(troubles)
                .containsExactly("the server hold is no backup: it takes connections that others should get");
    }

    @Test
    void servers_may_have_other_names() {
        FakeHaproxy named =
                new FakeHaproxy("be").with("db1", 3301).with("db2", 3302).withHold();
        take(serving(1, A));
        Backend backend = new Backend(
                new Demand(CLUSTER, role, true), new Naming(Map.of(A, "db1", B, "db2"), "hold"), drained::contains);
        Wanted wanted = backend.wanted(table, named.shown(), NOW).orElseThrow();
        assertThat(texts(planner().next(wanted, named.shown(), "hold")))
                .containsExactly("set server be/db1 state ready");
    }

    private void take(Route route) {
        table = table.with(route).orElseThrow();
    }

    private void take(Fault fault) {
        table = table.with(fault, NOW);
    }

    private Backend backend() {
        return new Backend(new Demand(CLUSTER, role, fallsBack), new Naming(Map.of(), "hold"), drained::contains);
    }

    private Planner planner() {
        return new Planner(host -> host.matches("[0-9.]+") ? List.of(host) : names.getOrDefault(host, List.of()));
    }

    private Plan plan() {
        return backend()
                .wanted(table, haproxy.shown(), NOW)
                .map(wanted -> planner().next(wanted, haproxy.shown(), "hold"))
                .orElse(new Plan(List.of(), List.of()));
    }

    private static List<String> texts(Plan plan) {
        return plan.commands().stream().map(command -> command.text("be")).toList();
    }

    /** Tells it until there is nothing more to be told. */
    private List<String> told() {
        for (int round = 0; round < 10; round++) {
            Plan plan = plan();
            troubles.clear();
            troubles.addAll(plan.troubles());
            if (plan.commands().isEmpty()) {
                return haproxy.told();
            }
            for (String text : texts(plan)) {
                try {
                    haproxy.ask(text);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("it does not come to rest: " + haproxy.told());
    }
}
