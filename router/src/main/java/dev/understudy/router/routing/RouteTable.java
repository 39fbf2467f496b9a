package dev.understudy.router.routing;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides where a connection goes: each cluster's route in force, and the open faults. Immutable; whoever holds one
 * swaps it whole.
 *
 * <p>Nobody is refused while a writer may still come: refusing is for a route that says {@code UNAVAILABLE}.
 *
 * @param routes by cluster; none of a lower epoch ever replaces one
 * @param faults by cluster or service
 */
public record RouteTable(Map<String, Route> routes, Map<String, OpenFaults> faults) {

    public static final RouteTable EMPTY = new RouteTable(Map.of(), Map.of());

    public RouteTable {
        routes = Map.copyOf(routes);
        faults = Map.copyOf(faults);
    }

    /**
     * Takes a route in.
     *
     * @return empty where it is of a lower epoch than the one in force: it must not be taken
     */
    public Optional<RouteTable> with(Route route) {
        if (route.epoch().isOlderThan(epoch(route.cluster()))) {
            return Optional.empty();
        }
        Map<String, Route> nextRoutes = new HashMap<>(routes);
        nextRoutes.put(route.cluster(), route);
        Map<String, OpenFaults> nextFaults = new HashMap<>(faults);
        nextFaults.computeIfPresent(
                route.cluster(), (cluster, open) -> open.ofEpoch(route.epoch().number()));
        return Optional.of(new RouteTable(nextRoutes, nextFaults));
    }

    /**
     * Takes a verdict in. One on a reign that is over changes nothing.
     *
     * @param now this router's clock, ms
     */
    public RouteTable with(Fault fault, long now) {
        if (fault.epoch().isOlderThan(epoch(fault.scope()))) {
            return this;
        }
        OpenFaults before = faultsOf(fault.scope());
        OpenFaults after = before.with(fault, now);
        if (after == before) {
            return this;
        }
        Map<String, OpenFaults> next = new HashMap<>(faults);
        next.put(fault.scope(), after);
        return new RouteTable(routes, next);
    }

    /** The highest epoch seen; {@link Epoch#NONE} before the first route, and for a service. */
    public Epoch epoch(String scope) {
        Route route = routes.get(scope);
        return route == null ? Epoch.NONE : route.epoch();
    }

    /** What a new connection gets; where there is no reader, the writer. */
    public Decision decide(String cluster, Role role, long now) {
        Route route = routes.get(cluster);
        if (route == null) {
            return unknown(cluster);
        }
        return role == Role.WRITER ? writer(route, now) : readers(route, now);
    }

    /** What a new connection gets that only a reader may serve. */
    public Decision decideReader(String cluster, long now) {
        Route route = routes.get(cluster);
        if (route == null) {
            return unknown(cluster);
        }
        List<Member> readers = readersOf(route, now);
        if (!readers.isEmpty()) {
            return new Decision.Connect(readers, Optional.empty());
        }
        return route.state() == Route.State.UNAVAILABLE
                ? writer(route, now)
                : new Decision.Hold(cluster + " has no reader", Optional.empty());
    }

    private static Decision unknown(String cluster) {
        return new Decision.Hold("no route of " + cluster + " is known yet", Optional.empty());
    }

    private List<Member> readersOf(Route route, long now) {
        List<Member> readers = new ArrayList<>();
        for (String reader : route.readers()) {
            member(route, reader)
                    .filter(member -> !faultsOf(route.cluster()).isDown(reader, now))
                    .ifPresent(readers::add);
        }
        return readers;
    }

    private Decision readers(Route route, long now) {
        List<Member> readers = readersOf(route, now);
        Decision otherwise = writer(route, now);
        if (otherwise instanceof Decision.Connect connect) {
            return readers.isEmpty()
                    ? connect
                    : new Decision.Connect(readers, connect.preferred().stream().findFirst());
        }
        return readers.isEmpty() ? otherwise : new Decision.Connect(readers, Optional.empty());
    }

    private Decision writer(Route route, long now) {
        if (route.state() == Route.State.UNAVAILABLE) {
            return new Decision.Refuse(route.reason().isBlank() ? route.cluster() + " has no writer" : route.reason());
        }
        Optional<Member> writer = writerOf(route);
        if (route.state() == Route.State.HOLDING || writer.isEmpty()) {
            return new Decision.Hold(
                    route.reason().isBlank() ? "a change of " + route.cluster() + " is under way" : route.reason(),
                    Optional.empty());
        }
        Optional<Fault> fault = faultsOf(route.cluster()).failsOver(writer.get().node(), now);
        if (fault.isPresent()) {
            String sure = OpenFaults.confirmed(fault.get()) ? "down" : "in doubt";
            String why =
                    fault.get().reason().isBlank() ? "" : ": " + fault.get().reason();
            return new Decision.Hold(writer.get().node() + " is " + sure + why, writer);
        }
        return new Decision.Connect(List.of(writer.get()), Optional.empty());
    }

    /**
     * Why an established connection has to end; empty where it may go on.
     *
     * @param since the epoch in which it was made
     */
    public Optional<String> endsBecause(Member member, Role role, Epoch since, long now) {
        return endsBecause(member.scope(), member.node(), role, since, now);
    }

    Optional<String> endsBecause(String scope, String node, Role role, Epoch since, long now) {
        Route route = routes.get(scope);
        if (route == null) {
            return Optional.empty();
        }
        Optional<Fault> fault = faultsOf(scope).failsOver(node, now);
        if (fault.isPresent() && OpenFaults.confirmed(fault.get())) {
            return Optional.of(node + " is down");
        }
        // A planned change keeps what is established until it names another writer.
        if (route.state() == Route.State.HOLDING || !since.isOlderThan(route.epoch())) {
            return Optional.empty();
        }
        boolean named = node.equals(route.writer())
                || (role == Role.READER && route.readers().contains(node));
        return named ? Optional.empty() : Optional.of(node + " has no part as " + role + " in epoch " + route.epoch());
    }

    /** Whether what a writer's established connection sends is to wait where it stands between two transactions. */
    public boolean parks(String cluster, Role role) {
        Route route = routes.get(cluster);
        return role == Role.WRITER && route != null && route.state() == Route.State.HOLDING;
    }

    /** Whether the node is the writer of the route in force. */
    public boolean isWriter(String cluster, String node) {
        Route route = routes.get(cluster);
        return route != null && node.equals(route.writer());
    }

    /** Whether it is known that a member of a service serves nobody. */
    public boolean isDown(String scope, String node, long now) {
        return faultsOf(scope).isDown(node, now);
    }

    private OpenFaults faultsOf(String scope) {
        return faults.getOrDefault(scope, OpenFaults.NONE);
    }

    private static Optional<Member> writerOf(Route route) {
        return route.writer() == null ? Optional.empty() : member(route, route.writer());
    }

    private static Optional<Member> member(Route route, String node) {
        Address address = route.addresses().get(node);
        return address == null ? Optional.empty() : Optional.of(new Member(route.cluster(), node, address));
    }
}
