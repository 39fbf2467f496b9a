package dev.understudy.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.RecoveryStep;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.StageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The running system, as a drill sees and mends it. Used by one thread. */
public final class Theatre implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_MILLIS = 20;
    private static final Duration EVENTS = Duration.ofSeconds(1);

    private final OrderSystem system;
    private final RecoveryClient recovery;
    private final EventTail tail;
    private final List<SystemEvent> events = new ArrayList<>();

    public Theatre(OrderSystem system) {
        this.system = system;
        this.recovery = RecoveryClient.of(Configuration.read(system.configuration("recovery"), Map.of()));
        this.tail = EventTail.fromTheBeginning(system.kafkaConfig());
    }

    public OrderSystem system() {
        return system;
    }

    public JsonNode state() {
        return recovery.cluster(Layout.CLUSTER);
    }

    public String writer() {
        return state().path("writer").asText();
    }

    public long epoch() {
        return state().path("epoch").asLong();
    }

    public DatabaseServer primary() {
        return system.database(writer());
    }

    /** Those that do not write. */
    List<String> standbys() {
        String writer = writer();
        return system.nodes().stream().filter(node -> !node.equals(writer)).toList();
    }

    /** Orders a planned switch-over to the best standby, where it may begin. */
    public boolean switchOver() {
        return recovery.switchOver(Layout.CLUSTER, null, false).path("goesOn").asBoolean();
    }

    /** What has been said since {@link #passOver}, the oldest first. It is over when nothing came for a second. */
    public List<SystemEvent> events() {
        List<SystemEvent> more = tail.poll(EVENTS);
        while (!more.isEmpty()) {
            events.addAll(more);
            more = tail.poll(EVENTS);
        }
        return List.copyOf(events);
    }

    /** Forgets what was said so far, so that what comes next is news. */
    public void passOver() {
        while (!tail.poll(Duration.ofMillis(100)).isEmpty()) {
            continue;
        }
        events.clear();
    }

    /** Waits until a fail-over has come to a step: that it was begun, or is done. */
    RecoveryStep awaitStep(String step) {
        return awaitEvent(
                "the fail-over is at " + step,
                record -> record.plan() == RecoveryStep.Plan.FAIL_OVER
                        && record.step().equals(step));
    }

    /** What the first fail-over away from that node that came since {@link #passOver} has recorded at its end. */
    RecoveryStep certificate(String oldPrimary) {
        return awaitEvent(
                "the fail-over is over",
                record -> record.plan() == RecoveryStep.Plan.FAIL_OVER
                        && record.state() == RecoveryStep.State.ENDED
                        && oldPrimary.equals(record.details().get("oldPrimary")));
    }

    private RecoveryStep awaitEvent(String what, Predicate<RecoveryStep> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            Optional<RecoveryStep> found = events.stream()
                    .map(SystemEvent::record)
                    .filter(RecoveryStep.class::isInstance)
                    .map(RecoveryStep.class::cast)
                    .filter(wanted)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            events.addAll(tail.poll(Duration.ofMillis(LOOK_MILLIS)));
        } while (System.nanoTime() < end);
        throw notTrue(what);
    }

    /** Waits until a later epoch is handed over to another node than those. */
    public void awaitSuccessor(long epoch, Collection<String> dead) throws InterruptedException {
        await("another node serves", () -> {
            JsonNode now = state();
            return now.path("epoch").asLong() > epoch
                    && !dead.contains(now.path("writer").asText())
                    && now.path("handedOver").asBoolean();
        });
    }

    public void awaitStandbys() throws InterruptedException {
        for (String node : standbys()) {
            await(node + " follows, and would be promoted", () -> follows(node));
        }
    }

    private boolean follows(String node) {
        JsonNode now = state();
        return now.path("standbys").path(node).path("promotable").asBoolean()
                && now.path("handedOver").asBoolean();
    }

    /** Waits until a standby has all that the primary has now, which takes no writes meanwhile. */
    void awaitCaughtUp(String node, Connection primary) throws SQLException, InterruptedException {
        TransactionSet executed = system.engine().executed(primary);
        await(
                node + " has caught up",
                () -> system.engine()
                        .transactions(state().path("standbys")
                                .path(node)
                                .path("applied")
                                .asText())
                        .containsAll(executed));
    }

    /**
     * Starts a node again that has lost its role, and waits until it is a standby; one that cannot go on by itself is copied anew.
     *
     * @param vanished whether nothing of it is left
     * @return whether it was copied anew
     */
    public boolean bringBack(String node, boolean vanished) throws InterruptedException {
        if (vanished) {
            system.replaceDatabase(node);
        } else {
            DatabaseServer server = system.database(node);
            // One that hung and was not ended would go on where it stood.
            server.kill();
            server.start();
        }
        await(
                node + " follows again, or recovery says why it does not",
                () -> follows(node) || (!following(node) && !refusal(node).isEmpty()));
        if (follows(node)) {
            return false;
        }
        String before = state().path("seeded").path(node).asText();
        recovery.reseed(Layout.CLUSTER, node, List.of());
        await(
                node + " is copied anew",
                () -> !state().path("seeded").path(node).asText().equals(before));
        return true;
    }

    private boolean following(String node) {
        return state().path("standbys").path(node).path("state").asText().equals("FOLLOWING");
    }

    private String refusal(String node) {
        return state().path("rejoined").path(node).asText();
    }

    /** How a server is named in the ids of its transactions. */
    String origin(DatabaseServer server) throws SQLException {
        String variable = system.engine().name().equals("mysql") ? "@@server_uuid" : "@@server_id";
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + variable)) {
            row.next();
            return row.getString(1);
        }
    }

    /** On the primary, into its binlog. */
    public void write(List<String> statements) throws SQLException {
        try (Connection connection = primary().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw notTrue(what);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** A service that is just being started does not answer yet. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (CommandFailure e) {
            return false;
        }
    }

    private StageException notTrue(String what) {
        StringBuilder said = new StringBuilder();
        try {
            JsonNode now = state();
            said.append(now.path("decision").asText());
            now.path("standbys")
                    .fields()
                    .forEachRemaining(standby -> said.append("; ")
                            .append(standby.getKey())
                            .append(' ')
                            .append(standby.getValue().path("state").asText())
                            .append(", lag ")
                            .append(standby.getValue().path("lagMillis").asLong())
                            .append(" ms ")
                            .append(standby.getValue().path("objection").asText()));
        } catch (CommandFailure e) {
            said.append(e.getMessage());
        }
        return new StageException(
                "after " + PATIENCE.toSeconds() + " s it is still not true that " + what + "; recovery says: " + said);
    }

    @Override
    public void close() {
        tail.close();
    }
}
