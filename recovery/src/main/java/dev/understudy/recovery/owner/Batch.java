package dev.understudy.recovery.owner;

import dev.understudy.events.Command;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import java.util.ArrayList;
import java.util.List;

/** What is committed together. Not thread-safe. */
public final class Batch {

    private final List<RecoveryStep> steps = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();

    public Batch step(RecoveryStep step) {
        steps.add(step);
        return this;
    }

    public Batch route(Route route) {
        routes.add(route);
        return this;
    }

    public Batch command(Command command) {
        commands.add(command);
        return this;
    }

    public List<RecoveryStep> steps() {
        return List.copyOf(steps);
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    public List<Command> commands() {
        return List.copyOf(commands);
    }
}
