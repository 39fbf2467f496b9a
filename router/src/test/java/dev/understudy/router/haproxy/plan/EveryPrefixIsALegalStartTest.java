package dev.understudy.router.haproxy.plan;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.CLUSTER;
import static dev.understudy.router.Given.fault;
import static dev.understudy.router.Given.route;
import static dev.understudy.router.Given.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.Route;
import dev.understudy.router.haproxy.FakeHaproxy;
import dev.understudy.router.haproxy.FakeHaproxy.Server;
import dev.understudy.router.routing.Demand;
import dev.understudy.router.routing.Role;
import dev.understudy.router.routing.RouteTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From any state that HAProxy can be in, broken off after any command, under any change of the decision meanwhile. */
class EveryPrefixIsALegalStartTest {

    private static final long NOW = 1_000_000;
    private static final int[] ADMISSIONS = {0, 5, 12};
    private static final Planner PLANNER = new Planner(List::of);

    private static final Map<String, RouteTable> TABLES = Map.of(
            "a serves", table(serving(1, A, B)),
            "a is in doubt", table(serving(1, A, B), fault(FaultKind.PRIMARY_DOWN, Fault.Phase.SUSPECTED, A, 1)),
            "a is down", table(serving(1, A, B), fault(FaultKind.PRIMARY_DOWN, Fault.Phase.CONFIRMED, A, 1)),
            "planned", table(route(2, Route.State.HOLDING, null, B)),
            "b serves", table(serving(2, B, A)),
            "nobody", table(route(3, Route.State.UNAVAILABLE, null)));

    @Test
    void there_are_never_two_writers_and_it_always_arrives() throws IOException {
        int seen = 0;
        for (int start = 0; start < starts(); start++) {
            for (RouteTable first : TABLES.values()) {
                for (Map.Entry<String, RouteTable> second : TABLES.entrySet()) {
                    for (int done = 0; brokenOff(start, first, second, done); done++) {
                        seen++;
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(10_000);
    }

    private static int starts() {
        return ADMISSIONS.length * ADMISSIONS.length * 2 * 2 * 2 * 2;
    }

    /** Each start is a number whose digits are what the servers are like. */
    private static FakeHaproxy start(int number) {
        FakeHaproxy haproxy =
                new FakeHaproxy("be").with(A, 3301).with(B, 3302).withHold().slow();
        int rest = number;
        for (String name : List.of(A, B)) {
            Server server = haproxy.server(name);
            server.bits = ADMISSIONS[rest % ADMISSIONS.length];
            rest /= ADMISSIONS.length;
            server.sessions = rest % 2 * 2;
            rest /= 2;
        }
        haproxy.server(A).port += rest % 2 * 100;
        haproxy.server("hold").bits = rest / 2 % 2;
        return haproxy;
    }

    /**
     * Follows the first table for so many commands, and then the second one to its end.
     *
     * @return false where the first one has fewer commands
     */
    private static boolean brokenOff(int start, RouteTable first, Map.Entry<String, RouteTable> second, int commands)
            throws IOException {
        FakeHaproxy haproxy = start(start);
        List<String> trail = new ArrayList<>();
        int done = follow(haproxy, first, commands, trail);
        if (done < commands) {
            return false;
        }
        trail.add("-- " + second.getKey());
        follow(haproxy, second.getValue(), Integer.MAX_VALUE, trail);
        assertThat(next(haproxy, second.getValue()).commands())
                .as(() -> "at rest: " + trail)
                .isEmpty();
        assertThat(haproxy.server(A).ready())
                .as(() -> "a: " + trail)
                .isEqualTo(second.getKey().equals("a serves"));
        assertThat(haproxy.server(B).ready())
                .as(() -> "b: " + trail)
                .isEqualTo(second.getKey().equals("b serves"));
        assertThat(haproxy.server("hold").ready())
                .as(() -> "hold: " + trail)
                .isEqualTo(!second.getKey().equals("nobody"));
        return true;
    }

    private static int follow(FakeHaproxy haproxy, RouteTable table, int most, List<String> trail) throws IOException {
        int done = 0;
        for (int round = 0; round < 20; round++) {
            Plan plan = next(haproxy, table);
            if (plan.commands().isEmpty()) {
                return done;
            }
            for (Command command : plan.commands()) {
                if (done == most) {
                    return done;
                }
                trail.add(command.text("be"));
                haproxy.ask(command.text("be"));
                done++;
                if (command instanceof Command.MakeReady ready
                        && !ready.server().equals("hold")) {
                    requireAlone(haproxy, ready.server(), trail);
                }
            }
        }
        return done;
    }

    private static void requireAlone(FakeHaproxy haproxy, String server, List<String> trail) {
        Server other = haproxy.server(server.equals(A) ? B : A);
        assertThat(other.maint()).as(() -> "the other one is shut: " + trail).isTrue();
        assertThat(other.sessions).as(() -> "and has no sessions: " + trail).isZero();
        assertThat(haproxy.server(server).port)
                .as(() -> "its address: " + trail)
                .isEqualTo(server.equals(A) ? 3301 : 3302);
        assertThat(haproxy.server("hold").ready())
                .as(() -> "nobody was refused: " + trail)
                .isTrue();
    }

    private static Plan next(FakeHaproxy haproxy, RouteTable table) {
        Backend backend =
                new Backend(new Demand(CLUSTER, Role.WRITER, true), new Naming(Map.of(), "hold"), node -> false);
        Shown shown = haproxy.shown();
        return PLANNER.next(backend.wanted(table, shown, NOW).orElseThrow(), shown, "hold");
    }

    private static RouteTable table(Route route, Fault... faults) {
        RouteTable table = RouteTable.EMPTY.with(route).orElseThrow();
        for (Fault fault : faults) {
            table = table.with(fault, NOW);
        }
        return table;
    }
}
