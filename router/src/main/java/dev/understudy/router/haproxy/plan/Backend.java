package dev.understudy.router.haproxy.plan;

import dev.understudy.events.Address;
import dev.understudy.router.routing.Decision;
import dev.understudy.router.routing.Demand;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.Role;
import dev.understudy.router.routing.RouteTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One backend of HAProxy that is steered: the table's decision, as places for its servers.
 *
 * @param demand what its clients want
 * @param naming what it calls the nodes
 * @param drained whether a person wants no new work on a node; it is for readers only
 */
public record Backend(Demand demand, Naming naming, Predicate<String> drained) {

    /**
     * What it is to be like.
     *
     * @param now the router's clock, ms
     * @return empty before the first route: what HAProxy does by itself is then no worse than anything that could be guessed
     */
    public Optional<Wanted> wanted(RouteTable table, Shown shown, long now) {
        if (!table.routes().containsKey(demand.cluster())) {
            return Optional.empty();
        }
        Decision decision = demand.decide(table, now);
        Map<String, Address> chosen = chosen(decision);
        Map<String, Place> places = new HashMap<>();
        for (String server : shown.servers().keySet()) {
            if (!server.equals(naming.hold())) {
                places.put(server, away(naming.node(server), decision, table, now));
            }
        }
        chosen.forEach((node, address) -> places.put(naming.server(node), new Place.Serves(address)));
        return Optional.of(new Wanted(
                places, decision instanceof Decision.Refuse, says(decision, new TreeSet<>(chosen.keySet()))));
    }

    private static String says(Decision decision, Set<String> chosen) {
        if (decision instanceof Decision.Hold hold) {
            return "holds: " + hold.reason();
        } else if (decision instanceof Decision.Refuse refuse) {
            return "refuses: " + refuse.reason();
        }
        return chosen.isEmpty() ? "holds: all that could serve are drained" : "goes to " + String.join(", ", chosen);
    }

    private Map<String, Address> chosen(Decision decision) {
        Map<String, Address> chosen = new HashMap<>();
        if (decision instanceof Decision.Connect connect) {
            connect.preferred().stream().filter(this::takesNew).forEach(member -> put(chosen, member));
            if (chosen.isEmpty()) {
                connect.fallback().filter(this::takesNew).ifPresent(member -> put(chosen, member));
            }
        }
        return chosen;
    }

    private static void put(Map<String, Address> chosen, Member member) {
        chosen.put(member.node(), member.address());
    }

    private boolean takesNew(Member member) {
        return demand.role() == Role.WRITER || !drained.test(member.node());
    }

    /** What a server does that was not chosen. */
    private Place away(String node, Decision decision, RouteTable table, long now) {
        // Where there is a writer, whatever else is written to is a second one.
        boolean second = demand.role() == Role.WRITER && decision instanceof Decision.Connect;
        if (second || demand.endsBecause(table, node, now).isPresent()) {
            return new Place.Ends();
        }
        return demand.role() == Role.READER && drained.test(node) ? new Place.Drains() : new Place.Rests();
    }
}
