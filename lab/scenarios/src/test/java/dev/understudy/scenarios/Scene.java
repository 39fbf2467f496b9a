package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.UnderstudyMain;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.cli.quickstart.RouterStats;
import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.orders.load.OrderLog;
import dev.understudy.orders.verify.OrderAudit;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** One running order system, and what a scenario does with it. Used by one thread. */
final class Scene implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final Stage stage;
    private final OrderSystem system;
    private final EventTail tail;
    private final List<SystemEvent> events = new ArrayList<>();
    private ServiceChild recoveryProcess;
    private RecoveryClient recovery;
    private int loads;

    private Scene(Stage stage, OrderSystem system) {
        this.stage = stage;
        this.system = system;
        this.tail = EventTail.fromTheBeginning(system.kafkaConfig());
        this.recoveryProcess = system.service("recovery");
        this.recovery = client("recovery");
    }

    static Scene open(Path folder, ServerBinaries binaries) throws InterruptedException {
        return open(folder, binaries, List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY));
    }

    /** With these servers, the first of which writes. */
    static Scene open(Path folder, ServerBinaries binaries, List<String> nodes) throws InterruptedException {
        return open(folder, binaries, nodes, Durability.ASYNCHRONOUS);
    }

    /** With these servers, whose commits wait for the journal or do not. */
    static Scene open(Path folder, ServerBinaries binaries, List<String> nodes, Durability durability)
            throws InterruptedException {
        Stage stage = Stage.open(RunFolder.create(folder));
        try {
            OrderSystem system = OrderSystem.start(stage, binaries, nodes, durability, System.out::println);
            Scene scene = new Scene(stage, system);
            for (String standby : nodes.subList(1, nodes.size())) {
                scene.awaitStandby(standby);
            }
            return scene;
        } catch (RuntimeException | InterruptedException e) {
            stage.close();
            throw e;
        }
    }

    Stage stage() {
        return stage;
    }

    /** A person's order to fail over, whatever stands against it. */
    void force() {
        recovery.failOver(Layout.CLUSTER, null, true);
    }

    /** The newest record of a kind that the audit trail has. */
    Optional<RecoveryStep> recorded(Predicate<RecoveryStep> wanted) {
        return said(event -> event.record() instanceof RecoveryStep step && wanted.test(step))
                .map(event -> (RecoveryStep) event.record());
    }

    /** The newest of all that was ever said. */
    Optional<SystemEvent> said(Predicate<SystemEvent> wanted) {
        try (EventTail all = EventTail.fromTheBeginning(system.kafkaConfig())) {
            Optional<SystemEvent> found = Optional.empty();
            do {
                for (SystemEvent event : all.poll(Duration.ofMillis(300))) {
                    if (wanted.test(event)) {
                        found = Optional.of(event);
                    }
                }
            } while (!all.atTheEnd());
            return found;
        }
    }

    OrderSystem system() {
        return system;
    }

    ServiceChild recoveryProcess() {
        return recoveryProcess;
    }

    private RecoveryClient client(String process) {
        return RecoveryClient.of(Configuration.read(system.configuration(process), Map.of()));
    }

    /** Starts one more recovery service beside the one that is there, with a configuration of its own; it is the one asked from now on. */
    void startRecovery(String name) {
        int port = stage.freePort();
        Path file = system.folder().resolve("etc").resolve(name + ".yaml");
        try {
            String own = Files.readString(system.configuration("recovery"))
                    .replace(system.service("recovery").url().replaceAll(".*:", ""), Integer.toString(port));
            Files.writeString(file, own);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
        recoveryProcess = new ServiceChild(stage, new ServiceChild.Options(name, "recovery", file, List.of(), port));
        recoveryProcess.start();
        recovery = RecoveryClient.of(Configuration.read(file, Map.of()));
    }

    /** Recovery is started again, and trims what is proven and older than this. */
    void keepsOfTheJournal(String time) throws InterruptedException {
        Path file = system.configuration("recovery");
        try {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst("(?m)^recovery:\n", "recovery:\n  journal: {keep: " + time + "}\n"));
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
        recoveryProcess.restart();
        await("recovery serves again", () -> {
            try {
                return epoch() > 0;
            } catch (CommandFailure e) {
                return false;
            }
        });
    }

    /** Ends whatever recovery runs, and starts the first one again. */
    void recoveryAsAtFirst() {
        recoveryProcess.stop();
        recoveryProcess = system.service("recovery");
        if (recoveryProcess.alive()) {
            recoveryProcess.stop();
        }
        recoveryProcess.start();
        recovery = client("recovery");
    }

    /** A command as a person gives it; returns its exit status. */
    int understudy(String... command) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of("--config", system.configuration("recovery").toString()));
        return UnderstudyMain.run(line.toArray(String[]::new));
    }

    JsonNode state() {
        return recovery.cluster(Layout.CLUSTER);
    }

    long epoch() {
        return state().path("epoch").asLong();
    }

    String writer() {
        return state().path("writer").asText();
    }

    static String other(String node) {
        return node.equals(OrderSystem.PRIMARY) ? OrderSystem.STANDBY : OrderSystem.PRIMARY;
    }

    RouterStats stats() {
        return RouterStats.read(system.service("router"));
    }

    OrderLoad load() {
        loads++;
        return OrderLoad.start(new OrderLoad.Options(
                system.orders(),
                80,
                8,
                "s" + loads + "-" + Long.toString(System.currentTimeMillis(), 36),
                Duration.ofSeconds(1)));
    }

    /** Waits until so many more orders are acknowledged. */
    void ordered(OrderLoad load, int more) throws InterruptedException {
        long wanted = load.snapshot().acknowledged() + more;
        await(more + " more orders", () -> load.snapshot().acknowledged() >= wanted);
    }

    /** Ends the load, and looks for each of its orders on the writer. */
    void nothingIsLost(OrderLoad load) throws Exception {
        OrderLog log = load.stop(SETTLE);
        try (Connection connection = system.database(writer()).connect()) {
            OrderAudit.Result audit = OrderAudit.audit(log, connection);
            assertThat(audit.lost()).as("lost orders: %s", audit.examples()).isZero();
            assertThat(audit.duplicated())
                    .as("duplicated: %s", audit.examples())
                    .isZero();
            assertThat(audit.acknowledged()).isPositive();
        }
    }

    /** Waits for a record that comes after those that were looked at. */
    SystemEvent event(String what, Predicate<SystemEvent> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<SystemEvent> news = tail.poll(Duration.ofMillis(20));
            events.addAll(news);
            for (SystemEvent event : news) {
                if (wanted.test(event)) {
                    return event;
                }
            }
        }
        throw new AssertionError("after " + PATIENCE.toSeconds() + " s there is still no " + what + "; decision: "
                + state().path("decision").asText() + "; the last events:\n"
                + String.join(
                        "\n",
                        events.subList(Math.max(0, events.size() - 30), events.size()).stream()
                                .map(SystemEvent::line)
                                .toList()));
    }

    /** Waits until a fail-over has come to this step: that it was begun, or is done. */
    void step(String step) {
        event(
                "step " + step,
                event -> event.record() instanceof RecoveryStep taken
                        && taken.plan() == RecoveryStep.Plan.FAIL_OVER
                        && taken.step().equals(step));
    }

    /** Waits until a newer epoch is in service and its first change is in the changelog. */
    Route serving(long after) {
        return (Route) event(
                        "route in service after epoch " + after,
                        event -> event.record() instanceof Route route
                                && route.state() == Route.State.SERVING
                                && route.epoch().number() > after)
                .record();
    }

    /** Reads what is there, without waiting for more. */
    List<SystemEvent> drainEvents() {
        List<SystemEvent> news = tail.poll(Duration.ofMillis(500));
        events.addAll(news);
        return news;
    }

    void awaitStandby(String node) throws InterruptedException {
        await(node + " follows, and would be promoted", () -> {
            JsonNode now = state();
            return now.path("standbys").path(node).path("promotable").asBoolean()
                    && now.path("handedOver").asBoolean();
        });
    }

    /** Starts a server again that has lost its role: read-only, not written to, and the same as the writer in the end. */
    void comesBackAsStandby(String node) throws Exception {
        DatabaseServer server = system.database(node);
        server.start();
        awaitStandby(node);
        assertThat(number(node, "SELECT @@GLOBAL.read_only")).isEqualTo(1);
        assertThat(writer()).isEqualTo(other(node));
        bothAreTheSame();
    }

    /** Compares both servers at a moment without load. */
    void bothAreTheSame() throws Exception {
        isTheSame(other(writer()));
    }

    /** Compares a standby with the writer at a moment without load. */
    void isTheSame(String node) throws Exception {
        String writer = writer();
        Engine engine = system.engine();
        try (Connection primary = system.database(writer).connect();
                Connection standby = system.database(node).connect()) {
            TransactionSet executed = engine.executed(primary);
            await(
                    node + " has caught up",
                    () -> engine.transactions(state().path("standbys")
                                    .path(node)
                                    .path("applied")
                                    .asText())
                            .containsAll(executed));
            TableComparison.Result result = TableComparison.compare(primary, standby);
            assertThat(result.differences()).isEmpty();
            assertThat(result.identical()).isTrue();
            assertThat(result.rows()).isPositive();
        }
    }

    /** A hand's slip on one server, which its binlog does not show. */
    void corrupt(String node, String sql) throws SQLException {
        try (Connection connection = system.database(node).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = 0");
            statement.execute(sql);
        }
    }

    /** As the command line orders it; returns when the node follows again. */
    void reseed(String node, String... tables) throws Exception {
        String before = state().path("seeded").path(node).asText();
        orders().reseed(Layout.CLUSTER, node, List.of(tables));
        await(
                node + " is copied anew",
                () -> !state().path("seeded").path(node).asText().equals(before));
    }

    /** As the command line orders it. */
    RecoveryClient orders() {
        return RecoveryClient.of(Configuration.read(system.configuration("recovery"), Map.of()));
    }

    /** On the writer, into its binlog. */
    void write(String... statements) throws SQLException {
        try (Connection connection = system.database(writer()).connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String node, String sql) throws SQLException {
        try (Connection connection = system.database(node).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("after " + PATIENCE.toSeconds() + " s it is still not true that " + what);
            }
            Thread.sleep(50);
        }
    }

    /** A service that is just being started does not answer yet. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        tail.close();
        stage.close();
    }
}
