package dev.understudy.recovery.steps;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.ChangelogRecord;
import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.EpochOpened;
import dev.understudy.events.LeaseRecord;
import dev.understudy.events.RawTransaction;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.TailTransaction;
import dev.understudy.events.Vitals;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.journal.UnreadableJournal;
import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.watch.Observations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What outlives every recovery instance, in memory: two servers, the topics, the connectors. The old primary {@code a} has
 * ended with two transactions on its disk that the changelog does not hold, or has vanished, and its journal holds them.
 *
 * <p>Each touch from outside is counted twice, before and after its effect; a test says at which count something happens.
 */
final class World {

    static final String INCIDENT = "orders/e1/a/primary-down/boot-a/7";
    static final String A = "aaaaaaaa-0000-0000-0000-000000000001";
    static final String B = "bbbbbbbb-0000-0000-0000-000000000002";
    static final String C = "cccccccc-0000-0000-0000-000000000003";

    final Engine real = Engine.named("mysql");
    final Map<String, Machine> machines = new LinkedHashMap<>();
    final List<RecoveryStep> trail = new ArrayList<>();
    final List<Route> routes = new ArrayList<>();
    final List<LeaseRecord> leases = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final List<Object> changelog = new ArrayList<>();
    final Map<Long, List<TailTransaction>> journal = new LinkedHashMap<>();
    final Map<String, String> journalCommands = new LinkedHashMap<>();
    final Map<Epoch, String> connectors = new LinkedHashMap<>();
    final Observations observations = new Observations();
    /** Whether a standby applies what there is as soon as it is followed into; otherwise when it is asked to. */
    boolean catchesUp;

    long term;
    /** How often a step ended because a server was gone. */
    int refusals;

    private int touches;
    private int at = Integer.MAX_VALUE;
    private Runnable interruption = () -> {};

    /** One server. */
    final class Machine {
        final String name;
        TransactionSet executed;
        TransactionSet applied;
        long nextOffset;
        boolean writable;
        boolean dead;
        /** As MySQL's super_read_only: not even a row can be locked. */
        boolean refusesEveryone;

        boolean acknowledged;
        private int starts = 1;
        long term;
        long epoch;

        Machine(String name, TransactionSet executed, TransactionSet applied) {
            this.name = name;
            this.executed = executed;
            this.applied = applied;
        }

        void open() {
            if (vanished && !acknowledged) {
                throw new AssertionError("it takes writes before a keeper has acknowledged one");
            }
            writable = true;
            if (machines.values().stream().filter(machine -> machine.writable).count() > 1) {
                throw new AssertionError("two servers are writable");
            }
            // Its agent's canary.
            if (!name.equals("a")) {
                executed = executed.plus(uuid() + ":" + starts);
            } else if (restarted) {
                executed = executed.plus(A + ":11");
            }
        }

        private String uuid() {
            return name.equals("b") ? B : C;
        }

        /** What it has executed itself, and is not in this set. */
        List<RawTransaction> tailAfter(TransactionSet after) {
            List<RawTransaction> tail = new ArrayList<>();
            for (int number = 1; number <= 10; number++) {
                String gtid = (name.equals("a") ? A : uuid()) + ":" + number;
                if (executed.contains(gtid) && !after.contains(gtid)) {
                    tail.add(new RawTransaction(gtid, "Rk9STUFU", List.of("ZXZlbnQ=")));
                }
            }
            return tail;
        }
    }

    /** The old primary's host is gone, and its agent and disk with it; its commits waited for the journal. */
    private final boolean vanished;

    private final List<String> ended = new ArrayList<>();

    /** The old primary ended, and runs again, with its disk; its connector does not. */
    final boolean restarted;

    /** The old primary has ended, and its disk can be read. */
    static World ended() {
        return new World(false, false);
    }

    static World vanished() {
        return new World(true, false);
    }

    static World restarted() {
        return new World(false, true);
    }

    private World(boolean vanished, boolean restarted) {
        this.vanished = vanished;
        this.restarted = restarted;
        machines.put("a", new Machine("a", real.transactions(A + ":1-10"), real.transactions("")));
        machines.put("b", new Machine("b", real.transactions(""), real.transactions(A + ":1-6")));
        for (int number = 1; number <= 8; number++) {
            changelog.add(A + ":" + number);
        }
        machine("b").nextOffset = 6;
        begin("burn-epoch", RecoveryStep.State.DONE, Map.of("candidate", "a"));
        begin("seal", RecoveryStep.State.DONE, Map.of("markerOffset", -1, "cut", ""));
        begin("connector", RecoveryStep.State.DONE, Map.of());
        begin("writable", RecoveryStep.State.DONE, Map.of("bootId", "boot-a"));
        begin("first-canary", RecoveryStep.State.DONE, Map.of());
        begin("certificate", RecoveryStep.State.ENDED, Map.of());
        trail.add(new RecoveryStep(
                "orders",
                "preflight/orders",
                RecoveryStep.Plan.PREFLIGHT,
                Epoch.of(1),
                "first",
                1,
                "preflight",
                RecoveryStep.State.DONE,
                1,
                "",
                Map.of("primary", "a", "seen", List.of(), "fatal", List.of(), "againstWaiting", List.of())));
        report(vanished || restarted ? ServerProcess.State.RUNNING : ServerProcess.State.ENDED);
    }

    /** The old primary is well, takes writes, and all that it executed is in the changelog. */
    static World well() {
        World world = new World(false, false);
        world.catchesUp = true;
        world.machine("a").writable = true;
        world.changelog.add(A + ":9");
        world.changelog.add(A + ":10");
        world.report(ServerProcess.State.RUNNING);
        return world;
    }

    /** The old primary's process ends; its disk can be read. */
    void dies() {
        machine("a").dead = true;
        machine("a").writable = false;
        report(ServerProcess.State.ENDED);
    }

    private void report(ServerProcess.State state) {
        report("a", restarted ? "boot-a2" : "boot-a", state);
    }

    private void report(String node, String bootId, ServerProcess.State state) {
        observations.take(new SelfReport(
                "orders",
                node,
                "host-" + node,
                "agent-" + node,
                1,
                1,
                Epoch.of(1),
                new ServerProcess(7, bootId, state),
                null,
                null,
                null,
                null,
                Vitals.UNKNOWN,
                null));
    }

    private void begin(String step, RecoveryStep.State state, Map<String, Object> details) {
        trail.add(new RecoveryStep(
                "orders",
                "bootstrap",
                RecoveryStep.Plan.BOOTSTRAP,
                Epoch.of(1),
                "first",
                1,
                step,
                state,
                1,
                "",
                details));
        term = 1;
    }

    /** Two standbys, both followed into all the time. */
    World withThird() {
        Machine third = new Machine("c", real.transactions(""), real.transactions(A + ":1-6"));
        third.nextOffset = 6;
        machines.put("c", third);
        report("b", "boot-b", ServerProcess.State.RUNNING);
        report("c", "boot-c", ServerProcess.State.RUNNING);
        return this;
    }

    /** A server's process ends. */
    void kill(String name) {
        Machine machine = machine(name);
        machine.dead = true;
        machine.writable = false;
        report(name, "boot-" + name, ServerProcess.State.ENDED);
    }

    /** It is there again, read-only, as its configuration has it. */
    void startAgain(String name) {
        machine(name).dead = false;
        machine(name).starts++;
        report(name, "boot-" + name + "2", ServerProcess.State.RUNNING);
    }

    private Machine writerOf(Epoch epoch) {
        return ledger().reigns().stream()
                .filter(reign -> reign.epoch().equals(epoch))
                .map(reign -> machine(reign.writer()))
                .findFirst()
                .orElseThrow();
    }

    Machine machine(String name) {
        return Objects.requireNonNull(machines.get(name), name);
    }

    /** From now on something happens at that count of touches. */
    void at(int count, Runnable happens) {
        touches = 0;
        at = count;
        interruption = happens;
    }

    Runnable interruption() {
        return interruption;
    }

    /** Something else happens at the same count. */
    void interrupt(Runnable happens) {
        interruption = happens;
    }

    /** How often it was touched since {@link #at}. */
    int touches() {
        return touches;
    }

    void touch() {
        touches++;
        if (touches == at) {
            interruption.run();
        }
    }

    Ledger ledger() {
        Ledger ledger = Ledger.EMPTY;
        for (RecoveryStep step : trail) {
            ledger = ledger.and(step);
        }
        return ledger;
    }

    /** The journal of epoch 1: it holds what the disk does, and can be read once it has been ended. */
    Optional<Journals> journals() {
        return vanished ? Optional.of(new FakeJournals()) : Optional.empty();
    }

    private final class FakeJournals implements Journals {

        @Override
        public void keepUp(Epoch epoch, TransactionSet none) {
            // Nothing here becomes quicker.
        }

        @Override
        public Ended end(Epoch epoch, String incident, BooleanSupplier running) {
            touch();
            ended.add(epoch.toString());
            touch();
            return new Ended(true, "every keeper has stopped");
        }

        @Override
        public Sealed read(Epoch epoch, TransactionSet after) throws UnreadableJournal {
            touch();
            if (!ended.contains(epoch.toString())) {
                throw new UnreadableJournal("it is not sealed");
            }
            Machine writer = writerOf(epoch);
            return new Sealed(writer.tailAfter(after), after.union(writer.executed));
        }
    }

    /** What stands in the way of a commit's acknowledgement: the keepers attach to the epoch that was opened last. */
    String keeperAttached(String node, Epoch epoch) {
        return leases.stream()
                        .filter(EpochOpened.class::isInstance)
                        .map(EpochOpened.class::cast)
                        .reduce((earlier, later) -> later)
                        .filter(opened -> opened.node().equals(node)
                                && opened.epoch().equals(epoch)
                                && opened.startSet().startsWith(A + ":1-10"))
                        .isPresent()
                ? ""
                : "no keeper";
    }

    long append(List<? extends ChangelogRecord> records) {
        changelog.addAll(records);
        return changelog.size() - 1L;
    }

    List<EpochMarker> markers() {
        return changelog.stream()
                .filter(EpochMarker.class::isInstance)
                .map(EpochMarker.class::cast)
                .toList();
    }

    /** All that matters, to see whether it changed. */
    String snapshot() {
        StringBuilder text = new StringBuilder();
        machines.values()
                .forEach(machine -> text.append(machine.name)
                        .append(machine.writable ? " writable " : " read-only ")
                        .append(machine.executed.text())
                        .append(" epoch ")
                        .append(machine.epoch)
                        .append(" term ")
                        .append(machine.term)
                        .append('\n'));
        return text.append(trail.size())
                .append(' ')
                .append(routes.size())
                .append(' ')
                .append(changelog.size())
                .append(' ')
                .append(connectors)
                .toString();
    }

    static Duration patience() {
        return Duration.ofMillis(40);
    }
}
