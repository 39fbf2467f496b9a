package dev.understudy.recovery.owner;

import dev.understudy.events.Command;
import dev.understudy.events.EpochClosed;
import dev.understudy.events.EpochOpened;
import dev.understudy.events.JournalSeal;
import dev.understudy.events.LeaseRecord;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import java.util.ArrayList;
import java.util.List;

/** What is committed together. Not thread-safe. */
public final class Batch {

    private final List<RecoveryStep> steps = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<LeaseRecord> leases = new ArrayList<>();
    private final List<JournalSeal> seals = new ArrayList<>();

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

    /** No keeper is given a lease on the epoch any more. */
    public Batch close(EpochClosed close) {
        leases.add(close);
        return this;
    }

    /** The keepers attach to an epoch's writer. */
    public Batch open(EpochOpened open) {
        leases.add(open);
        return this;
    }

    /** The end of an epoch's journal. */
    public Batch seal(JournalSeal seal) {
        seals.add(seal);
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

    public List<LeaseRecord> leases() {
        return List.copyOf(leases);
    }

    public List<JournalSeal> seals() {
        return List.copyOf(seals);
    }
}
