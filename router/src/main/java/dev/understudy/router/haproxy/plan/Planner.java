package dev.understudy.router.haproxy.plan;

import dev.understudy.router.haproxy.plan.Shown.Admission;
import dev.understudy.router.haproxy.plan.Shown.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The next commands that bring a backend from what it shows to what is wanted.
 *
 * <p>In this order, each only once HAProxy shows that the one before it is done:
 *
 * <ol>
 *   <li>the server that takes whoever has to wait is ready: from here on nobody is refused;
 *   <li>whoever must not serve is in maintenance, and has no sessions where those have to end;
 *   <li>who is to serve has its address;
 *   <li>and is ready; or, where clients are refused, the server for the waiting is in maintenance.
 * </ol>
 *
 * <p>So a new writer is made ready only where every other server of the backend has been seen to be shut: broken off anywhere,
 * and with anything done in between by others, there are never two that clients can write through.
 */
public final class Planner {

    private final Lookup lookup;

    public Planner(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * @param hold the server that takes whoever has to wait
     */
    public Plan next(Wanted wanted, Shown shown, String hold) {
        List<String> troubles = troubles(wanted, shown, hold);
        Server waiting = shown.servers().get(hold);
        List<Command> commands = new ArrayList<>();
        if (waiting != null && !wanted.refuses() && waiting.admission() != Admission.READY) {
            commands.add(new Command.MakeReady(hold));
        }
        wanted.places().forEach((name, place) -> {
            Server server = shown.servers().get(name);
            if (server != null) {
                stop(server, place, commands);
            }
        });
        if (!commands.isEmpty()) {
            return new Plan(commands, troubles);
        }
        if (waiting != null && wanted.refuses() && waiting.admission() != Admission.MAINT) {
            commands.add(new Command.Maintain(hold));
        }
        wanted.places().forEach((name, place) -> {
            Server server = shown.servers().get(name);
            if (server != null && place instanceof Place.Serves serves) {
                start(server, serves, commands, troubles);
            }
        });
        return new Plan(commands, troubles);
    }

    /** What has to be done before anything may be made ready. */
    private void stop(Server server, Place place, List<Command> commands) {
        boolean closed = server.admission() == Admission.MAINT && server.sessions() == 0;
        if (closed) {
            // Nor is it asked for where it should be: that may take long, and others are to be stopped.
            return;
        }
        boolean moves = place instanceof Place.Serves serves && isElsewhere(server, serves);
        if (moves || place instanceof Place.Ends) {
            if (server.admission() != Admission.MAINT) {
                commands.add(new Command.Maintain(server.name()));
                // Also those that are on their way to it and not counted yet.
                commands.add(new Command.EndSessions(server.name()));
            } else {
                commands.add(new Command.EndSessions(server.name()));
            }
        } else if (place instanceof Place.Rests && server.admission() != Admission.MAINT) {
            commands.add(new Command.Maintain(server.name()));
        } else if (place instanceof Place.Drains && server.admission() == Admission.READY) {
            commands.add(new Command.Drain(server.name()));
        }
    }

    private void start(Server server, Place.Serves place, List<Command> commands, List<String> troubles) {
        if (server.admission() == Admission.READY) {
            return;
        }
        List<String> addresses = lookup.addresses(place.address().host());
        if (isAt(server, place, addresses)) {
            commands.add(new Command.MakeReady(server.name()));
        } else if (addresses.isEmpty()) {
            troubles.add("nobody knows where " + place.address().host() + " is");
        } else {
            commands.add(new Command.SetAddress(
                    server.name(), addresses.get(0), place.address().port()));
        }
    }

    /** Whether it is known to be somewhere else than it should. A name that nobody knows moves nobody. */
    private boolean isElsewhere(Server server, Place.Serves place) {
        List<String> addresses = lookup.addresses(place.address().host());
        return !addresses.isEmpty() && !isAt(server, place, addresses);
    }

    private boolean isAt(Server server, Place.Serves place, List<String> addresses) {
        return server.port() == place.address().port()
                && !server.ip().isEmpty()
                && lookup.addresses(server.ip()).stream().anyMatch(addresses::contains);
    }

    private static List<String> troubles(Wanted wanted, Shown shown, String hold) {
        List<String> troubles = new ArrayList<>();
        Server waiting = shown.servers().get(hold);
        if (waiting == null) {
            troubles.add("there is no server " + hold + ": clients are refused where they should wait");
        } else if (!waiting.backup()) {
            troubles.add("the server " + hold + " is no backup: it takes connections that others should get");
        }
        for (Map.Entry<String, Place> place : wanted.places().entrySet()) {
            if (place.getValue() instanceof Place.Serves && !shown.servers().containsKey(place.getKey())) {
                troubles.add("there is no server " + place.getKey() + ", which should serve");
            }
        }
        return troubles;
    }
}
