package dev.understudy.recovery.steps;

import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.BinlogPosition;
import dev.understudy.engine.OpenWork;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.events.ChangelogRecord;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RawTail;
import dev.understudy.events.RawTransaction;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.SelfReport;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.connector.Connectors;
import dev.understudy.recovery.connector.StartPoint;
import dev.understudy.recovery.log.ChangelogWatch;
import dev.understudy.recovery.log.Delivered;
import dev.understudy.recovery.log.Deliveries;
import dev.understudy.recovery.log.TailSource;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.owner.Superseded;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.plan.ClusterView;
import dev.understudy.recovery.plan.Decision;
import dev.understudy.recovery.plan.FaultView;
import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.plan.NodeView;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Planner;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Server;
import dev.understudy.recovery.server.Servers;
import dev.understudy.runtime.config.ClusterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/** One recovery process on the shared {@link World}: the real steps, and fakes of all that they touch. */
final class Instance {

    private static final Decision.Cause DEATH = new Decision.Cause("PRIMARY_DOWN", "because");
    /** So many turns in which nothing was done. */
    private static final int IDLE = 2;

    private final World world;
    private final long term;
    private final Runner runner;
    private final FakeTrail trail;
    private final Map<String, FakeReplay> replays = new HashMap<>();

    Instance(World world) {
        this.world = world;
        world.term++;
        this.term = world.term;
        this.trail = new FakeTrail();
        Map<String, Server> servers = new LinkedHashMap<>();
        world.machines.values().forEach(machine -> servers.put(machine.name, new FakeServer(machine)));
        Context context = new Context(
                "orders",
                Map.of(),
                config(),
                engine(),
                trail,
                world.observations,
                new Servers(servers),
                new FakeReplays(),
                new FakeConnectors(),
                new FakeTail(),
                new FakeWatch(),
                FakeDelivered::new,
                Set.of("recovery"),
                world.journals(),
                () -> true);
        Records records = new Records("orders", trail, context.servers(), context.replays());
        this.runner = new Runner(context, records, new SimpleMeterRegistry());
    }

    /** A standby that was followed into all the time, as that of an owner that was there before the fault. */
    Instance following() {
        world.machines.values().stream().skip(1).forEach(standby -> {
            FakeReplay replay = new FakeReplay(standby);
            replay.applyUpTo(world.changelog.size());
            replays.put(standby.name, replay);
        });
        return this;
    }

    /** Fails over, or reinstates, or goes on where another stopped, to the end. */
    void failOver() throws SQLException, InterruptedException {
        if (trail.ledger().open().isEmpty()) {
            if (trail.ledger().reign().orElseThrow().epoch().number() > 1) {
                return;
            }
            runner.begin(
                    world.restarted
                            ? new Decision.Begin(
                                    RecoveryStep.Plan.REINSTATE, World.INCIDENT, "a", "a", "boot-a2", null, false)
                            : new Decision.Begin(
                                    RecoveryStep.Plan.FAIL_OVER, World.INCIDENT, "b", "a", "boot-a", DEATH, false),
                    () -> true);
            return;
        }
        runner.run(() -> true);
    }

    /** Switches over, or goes on where another stopped, to the end or to where it is refused. */
    void switchOver() throws SQLException, InterruptedException {
        if (trail.ledger().open().isEmpty()) {
            if (trail.ledger().burnt().number() > 1) {
                return;
            }
            runner.begin(
                    new Decision.Begin(RecoveryStep.Plan.SWITCH_OVER, "switchover/1", "b", "a", "boot-a", null, false),
                    () -> true);
            return;
        }
        runner.run(() -> true);
    }

    /** Takes back what an open switch-over has done. */
    void undo() throws SQLException {
        runner.undo(trail.ledger().open().orElseThrow(), false);
    }

    /** Decides and acts as the service does, until nothing is to be done any more or only waiting helps. */
    void live(List<FaultView> faults, Optional<ClusterView.Order> order) throws InterruptedException {
        int idle = 0;
        while (idle < IDLE) {
            int known = world.trail.size();
            try {
                Decision next = Planner.decide(view(faults, order));
                BooleanSupplier wanted = () -> Planner.decide(view(faults, order)) instanceof Decision.GoOn;
                if (next instanceof Decision.Begin begin) {
                    runner.begin(begin, wanted);
                } else if (next instanceof Decision.Instead instead) {
                    runner.instead(instead);
                    runner.run(wanted);
                } else if (next instanceof Decision.GoOn) {
                    runner.run(wanted);
                } else {
                    return;
                }
            } catch (SQLException e) {
                // The service tries again.
                world.refusals++;
            }
            idle = world.trail.size() == known ? idle + 1 : 0;
        }
    }

    private ClusterView view(List<FaultView> faults, Optional<ClusterView.Order> order) {
        List<NodeView> nodes = new ArrayList<>();
        for (World.Machine machine : world.machines.values()) {
            nodes.add(new NodeView(
                    machine.name,
                    true,
                    world.observations
                            .report(machine.name)
                            .map(SelfReport::process)
                            .orElse(null),
                    !machine.writable,
                    !machine.dead && !machine.name.equals("a"),
                    0,
                    replays.containsKey(machine.name),
                    "",
                    0));
        }
        return new ClusterView(
                ClusterConfig.Failover.AUTOMATIC,
                world.journals().isPresent(),
                "a",
                trail.ledger(),
                nodes,
                faults,
                order,
                System.currentTimeMillis() + 1,
                new ClusterView.Limits(10_000, 0, 10_000));
    }

    /** The verdict on a writer. */
    static FaultView verdict(String node, long epoch) {
        return new FaultView(
                new Fault(
                        epoch == 1 ? World.INCIDENT : "orders/e" + epoch + "/" + node + "/primary-down",
                        FaultKind.PRIMARY_DOWN,
                        Fault.Phase.CONFIRMED,
                        "orders",
                        node,
                        Epoch.of(epoch),
                        "boot-" + node,
                        1,
                        "detector",
                        false,
                        "because",
                        List.of()),
                0);
    }

    private static RecoveryConfig config() {
        Duration patience = World.patience();
        return new RecoveryConfig(
                "orders",
                null,
                null,
                patience,
                patience,
                Duration.ofMillis(5),
                patience,
                patience,
                patience,
                patience,
                patience,
                null,
                null,
                null,
                new SwitchOverConfig(null, Duration.ofMillis(20), Duration.ofMillis(400)),
                null,
                null);
    }

    private final class FakeTrail implements Trail {

        private Ledger known = world.ledger();
        private final List<Batch> carried = new ArrayList<>();

        @Override
        public long term() {
            return term;
        }

        @Override
        public String owner() {
            return "recovery-" + term;
        }

        @Override
        public Ledger ledger() {
            return known;
        }

        @Override
        public void carry(Batch batch) {
            carried.add(batch);
            batch.steps().forEach(step -> known = known.and(step));
        }

        @Override
        public void settle() {
            if (!carried.isEmpty()) {
                commit(new Batch());
            }
        }

        @Override
        public void commit(Batch batch) {
            world.touch();
            write(batch);
            world.touch();
        }

        @Override
        public void commitToChangelog(List<? extends ChangelogRecord> records, LongFunction<Batch> after) {
            world.touch();
            requireNewest();
            write(after.apply(world.append(records)));
            world.touch();
        }

        private void write(Batch batch) {
            requireNewest();
            carried.forEach(this::keep);
            carried.clear();
            keep(batch);
            batch.steps().forEach(step -> known = known.and(step));
        }

        private void keep(Batch batch) {
            world.trail.addAll(batch.steps());
            world.routes.addAll(batch.routes());
            world.leases.addAll(batch.leases());
            world.commands.addAll(batch.commands());
        }

        /** What is only carried is lost with its owner: nothing but Kafka may have seen anything of it. */
        private void requireSettled() {
            if (!carried.isEmpty()) {
                throw new AssertionError("a server is touched before what came before is committed");
            }
        }

        private void requireNewest() {
            if (world.term > term) {
                throw new Superseded("term " + world.term + " is newer than " + term);
            }
        }
    }

    private final class FakeServer implements Server {

        private final World.Machine machine;
        private final Connection connection;

        FakeServer(World.Machine machine) {
            this.machine = machine;
            this.connection = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class, Marked.class},
                    (proxy, method, arguments) -> method.getName().equals("machine") ? machine : null);
        }

        @Override
        public String node() {
            return machine.name;
        }

        @Override
        public Address address() {
            return new Address(machine.name, 3306);
        }

        @Override
        public Connection open() {
            return connection;
        }

        @Override
        public Connection openForReplay() {
            return connection;
        }

        @Override
        public void claim() {
            world.touch();
            trail.requireSettled();
            refuseIfOlder();
            machine.term = term;
            world.touch();
        }

        @Override
        public void admit() throws SQLException {
            world.touch();
            trail.requireSettled();
            requireAlive();
            refuseIfOlder();
            machine.refusesEveryone = false;
        }

        @Override
        public <T> T read(Work<T> work) throws SQLException {
            requireAlive();
            return work.on(connection);
        }

        @Override
        public <T> T asOwner(Work<T> work) throws SQLException {
            world.touch();
            trail.requireSettled();
            requireAlive();
            refuseIfOlder();
            if (machine.refusesEveryone) {
                throw new SQLException("running with the --super-read-only option");
            }
            machine.term = term;
            T result = work.on(connection);
            world.touch();
            return result;
        }

        @Override
        public void asOwnerOutsideTransaction(Work<?> work) throws SQLException {
            asOwner(work);
        }

        @Override
        public String awaitAcknowledged(Epoch epoch, Duration patience) {
            world.touch();
            trail.requireSettled();
            refuseIfOlder();
            String trouble = world.keeperAttached(machine.name, epoch);
            machine.acknowledged = trouble.isEmpty();
            world.touch();
            return trouble;
        }

        @Override
        public void giveUp() {
            throw new UnsupportedOperationException("nobody orders it here");
        }

        @Override
        public void giveUp(Collection<TableName> tables) {
            throw new UnsupportedOperationException("no test gives tables up");
        }

        @Override
        public boolean awaitsCopy() {
            return false;
        }

        @Override
        public void releaseTriggers() throws SQLException {
            asOwner(work -> true);
        }

        @Override
        public void resumeEvents() throws SQLException {
            asOwner(work -> true);
        }

        @Override
        public void suspendEvents() throws SQLException {
            asOwner(work -> true);
        }

        @Override
        public void raiseEpoch(Connection on, Epoch epoch, String writer) throws SQLException {
            if (machine.epoch > epoch.number()) {
                throw new SQLException("a higher epoch was here");
            }
            machine.epoch = epoch.number();
        }

        @Override
        public Optional<Position> position() {
            return Optional.of(new Position(Epoch.of(1), "orders-e1", machine.nextOffset, machine.applied, null));
        }

        @Override
        public void stepDown() {}

        @Override
        public void close() {}

        private void requireAlive() throws SQLException {
            if (machine.dead) {
                throw new SQLException("connection refused");
            }
        }

        private void refuseIfOlder() {
            if (machine.term > term) {
                throw new Superseded(machine.name + " belongs to term " + machine.term);
            }
        }
    }

    /** How the fake engine knows whose connection it is. */
    interface Marked {
        World.Machine machine();
    }

    private Engine engine() {
        return (Engine) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    World.Machine machine =
                            arguments != null && arguments.length > 0 && arguments[0] instanceof Marked marked
                                    ? marked.machine()
                                    : null;
                    if (machine == null) {
                        try {
                            return method.invoke(world.real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                    switch (method.getName()) {
                        case "executed":
                            return machine.executed;
                        case "adoptPosition":
                            machine.executed = machine.executed.union((TransactionSet) arguments[1]);
                            return null;
                        case "setReadOnly":
                            machine.refusesEveryone = Boolean.TRUE.equals(arguments[1]);
                            if (Boolean.FALSE.equals(arguments[1])) {
                                machine.open();
                            } else {
                                machine.writable = false;
                            }
                            return null;
                        case "refuseWrites":
                            machine.writable = false;
                            return null;
                        case "readOnly":
                            return !machine.writable;
                        case "openWork":
                            return new OpenWork(0, false, 0);
                        case "endSessions":
                            return 0;
                        case "binlogPosition":
                            return new BinlogPosition("binlog.000001", 157);
                        case "connectorStart":
                            return machine.executed.text();
                        case "setDurability":
                            return null;
                        default:
                            throw new AssertionError("not faked: " + method.getName());
                    }
                });
    }

    private final class FakeReplays implements Replays {

        @Override
        public void follow(Server server) {
            world.touch();
            FakeReplay replay = replays.computeIfAbsent(server.node(), node -> new FakeReplay(world.machine(node)));
            if (world.catchesUp) {
                replay.applyUpTo(world.changelog.size());
            }
        }

        @Override
        public Optional<Replay> of(String node) {
            return Optional.ofNullable(replays.get(node));
        }

        @Override
        public void stop(String node) {
            world.touch();
            replays.remove(node);
        }
    }

    /** Applies when it is asked to, all at once. */
    private final class FakeReplay implements Replay {

        private final World.Machine machine;

        FakeReplay(World.Machine machine) {
            this.machine = machine;
        }

        void applyUpTo(long offset) {
            while (machine.nextOffset < offset) {
                Object entry = world.changelog.get((int) machine.nextOffset);
                if (entry instanceof String gtid) {
                    machine.applied = machine.applied.plus(gtid);
                } else if (entry instanceof RawTail tail) {
                    machine.applied = machine.applied.plus(tail.transaction().gtid());
                }
                machine.nextOffset++;
            }
        }

        @Override
        public String node() {
            return machine.name;
        }

        @Override
        public Progress progress() {
            return new Progress(
                    State.FOLLOWING,
                    Epoch.of(1),
                    machine.nextOffset,
                    machine.applied,
                    machine.applied,
                    "",
                    0,
                    0,
                    0,
                    "");
        }

        @Override
        public boolean awaitApplied(long offset, Duration patience) {
            world.touch();
            if (machine.term > term || machine.dead) {
                return false;
            }
            applyUpTo(offset);
            world.touch();
            return true;
        }

        @Override
        public void close() {}
    }

    private final class FakeTail implements TailSource {

        @Override
        public Answer ask(String commandId, Runnable send, Duration patience) {
            send.run();
            List<TailTransaction> parts = new ArrayList<>();
            OpenPlan plan = trail.ledger().open().orElseThrow();
            World.Machine asked = world.machine(plan.recorded(Step.BURN_EPOCH, "from"));
            FakeReplay replay = replays.get(plan.candidate());
            TransactionSet after = replay == null
                    ? world.machine(plan.moves() ? plan.candidate() : "b").applied
                    : replay.progress().received();
            for (RawTransaction transaction : asked.tailAfter(after)) {
                parts.add(new TailTransaction("orders", Epoch.of(1), commandId, 0, true, transaction));
            }
            long from = world.journal.size();
            world.journal.put(from, parts);
            world.journalCommands.put(commandId + "@" + from, asked.executed.text());
            world.touch();
            return answer(commandId, from, parts);
        }

        @Override
        public Answer again(String commandId, long from, Duration patience) {
            if (!world.journalCommands.containsKey(commandId + "@" + from)) {
                throw new AssertionError("nothing was answered to " + commandId + " at " + from);
            }
            return answer(commandId, from, world.journal.getOrDefault(from, List.of()));
        }

        private Answer answer(String commandId, long from, List<TailTransaction> parts) {
            return new Answer(
                    from,
                    parts,
                    Optional.of(new TailEnd(
                            "orders",
                            Epoch.of(1),
                            commandId,
                            true,
                            parts.size(),
                            world.journalCommands.get(commandId + "@" + from),
                            "")));
        }
    }

    private final class FakeConnectors implements Connectors {

        @Override
        public void start(Epoch first, Address primary) {
            throw new AssertionError("no first connector in a fail-over");
        }

        @Override
        public void prepare(Epoch next, StartPoint start, Connection promoted, long nowMs) {
            world.touch();
        }

        @Override
        public void handOver(Epoch next, Address primary, StartPoint start, BooleanSupplier goOn) {
            world.touch();
            world.connectors.keySet().removeIf(older -> older.isOlderThan(next));
            world.connectors.put(next, primary.host() + " after " + start.gtids());
            world.touch();
        }

        @Override
        public boolean revive(Epoch epoch, BooleanSupplier goOn) {
            return false;
        }
    }

    /** Sees what the changelog holds; nobody delivers anything more. */
    private final class FakeDelivered implements Delivered {

        private TransactionSet received;
        private int offset;

        FakeDelivered(Deliveries.From start) {
            received = start.received();
            offset = (int) start.offset();
        }

        @Override
        public void read(Duration patience) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            readToEnd(() -> true);
        }

        @Override
        public void readToEnd(BooleanSupplier goOn) {
            for (; offset < world.changelog.size(); offset++) {
                if (world.changelog.get(offset) instanceof String gtid) {
                    received = received.plus(gtid);
                }
            }
        }

        @Override
        public TransactionSet received() {
            return received;
        }

        @Override
        public String held() {
            return "";
        }

        @Override
        public void close() {}
    }

    private final class FakeWatch implements ChangelogWatch {

        @Override
        public boolean streams(String connector, long from, Duration patience, BooleanSupplier goOn) {
            return true;
        }

        @Override
        public boolean changes(String connector, long from, Duration patience, BooleanSupplier goOn) {
            world.touch();
            return world.connectors.entrySet().stream()
                    .anyMatch(each ->
                            EpochMarker.connectorOf("orders", each.getKey()).equals(connector)
                                    && !world.machine(each.getValue().substring(0, 1)).dead);
        }
    }
}
