package dev.understudy.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Route;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.orders.load.OrderLog;
import dev.understudy.orders.load.Outage;
import dev.understudy.orders.report.QuickstartReport;
import dev.understudy.orders.report.Verdict;
import dev.understudy.orders.verify.OrderAudit;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The order of events of a quickstart: start, compare, order, end the primary, go on ordering, audit. */
final class Rehearsal {

    private static final Duration RAMP = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final Script script;
    private final Progress progress;
    private final List<String> wrong = new ArrayList<>();
    private final List<SystemEvent> events = new ArrayList<>();

    /**
     * What is played.
     *
     * @param before how long orders flow before the fault
     * @param after how long they flow after it
     */
    record Script(FaultChoice fault, Durability durability, int rate, int clients, Duration before, Duration after) {}

    Rehearsal(Script script, Progress progress) {
        this.script = script;
        this.progress = progress;
    }

    QuickstartReport play(Stage stage, ServerBinaries binaries) throws InterruptedException, SQLException {
        OrderSystem system = OrderSystem.start(stage, binaries, OrderSystem.NODES, script.durability(), progress::say);
        RecoveryClient recovery = RecoveryClient.of(Configuration.read(system.configuration("recovery"), Map.of()));
        progress.say("seeding the standby from a consistent cut, and following the changelog");
        await("the standby follows the changelog, and would be promoted", () -> follows(recovery, OrderSystem.STANDBY));
        long epochBefore = recovery.cluster(Layout.CLUSTER).path("epoch").asLong();
        try (EventTail tail = EventTail.fromTheBeginning(system.kafkaConfig());
                OrderLoad load = OrderLoad.start(new OrderLoad.Options(
                        system.orders(),
                        script.rate(),
                        script.clients(),
                        "o" + Long.toString(System.currentTimeMillis(), 36),
                        RAMP))) {
            progress.say("placing " + script.rate() + " orders a second by " + script.clients() + " customers");
            order(load, tail, WARM_UP, "warming up");
            load.pause();
            TableComparison.Result cut = compareAtCut(system, recovery);
            progress.say("compared at a cut before the fault: " + cut.rows() + " rows in " + cut.tables() + " tables, "
                    + (cut.identical() ? "identical" : "DIFFERENT " + cut.differences()));
            load.resume();
            order(load, tail, script.before(), "all is well");
            RouterStats statsBefore = RouterStats.read(system.service("router"));
            long faultAt = inject(system);
            order(load, tail, script.after(), script.fault() == FaultChoice.NONE ? "all is well" : "after the fault");
            OrderLog log = load.stop(SETTLE);
            progress.say("auditing every order");
            return report(system, recovery, tail, new Played(log, cut, faultAt, epochBefore, statsBefore));
        }
    }

    /** What was played, for the report. */
    private record Played(
            OrderLog log, TableComparison.Result cut, long faultAt, long epochBefore, RouterStats statsBefore) {}

    private long inject(OrderSystem system) {
        DatabaseServer primary = system.database(OrderSystem.PRIMARY);
        long at = System.currentTimeMillis();
        switch (script.fault()) {
            case KILL -> {
                primary.process().signal(dev.understudy.stage.Signal.KILL);
                progress.say("SIGKILL to " + primary.name() + ", process " + primary.pid());
            }
            case HANG -> {
                primary.pause();
                progress.say("SIGSTOP to " + primary.name() + ", process " + primary.pid());
            }
            case VANISH -> {
                system.service("agent-" + primary.name()).kill();
                primary.vanish();
                progress.say("SIGKILL to " + primary.name() + ", process " + primary.pid()
                        + ", and to its agent; its data folder is deleted");
            }
            case NONE -> progress.say("no fault");
        }
        return at;
    }

    private void order(OrderLoad load, EventTail tail, Duration duration, String note) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            events.addAll(tail.poll(Duration.ofMillis(100)));
            progress.figures(load.snapshot(), note);
        }
    }

    private TableComparison.Result compareAtCut(OrderSystem system, RecoveryClient recovery)
            throws SQLException, InterruptedException {
        try (Connection primary = system.database(OrderSystem.PRIMARY).connect();
                Connection standby = system.database(OrderSystem.STANDBY).connect()) {
            TransactionSet executed = system.engine().executed(primary);
            await(
                    "the standby has caught up",
                    () -> system.engine()
                            .transactions(recovery.cluster(Layout.CLUSTER)
                                    .path("standbys")
                                    .path(OrderSystem.STANDBY)
                                    .path("applied")
                                    .asText())
                            .containsAll(executed));
            return TableComparison.compare(primary, standby);
        }
    }

    private QuickstartReport report(OrderSystem system, RecoveryClient recovery, EventTail tail, Played played)
            throws SQLException, InterruptedException {
        boolean injected = script.fault() != FaultChoice.NONE;
        if (injected) {
            awaitServing(tail, played.epochBefore());
        }
        JsonNode state = recovery.cluster(Layout.CLUSTER);
        long epochAfter = state.path("epoch").asLong();
        String writer = state.path("writer").asText();
        OrderAudit.Result audit;
        TableComparison.Result after;
        try (Connection now = system.database(writer).connect()) {
            audit = OrderAudit.audit(played.log(), now);
            if (script.fault() == FaultChoice.VANISH) {
                progress.say("nothing is left of the old primary to compare with");
                after = played.cut();
            } else if (injected && !writer.equals(OrderSystem.PRIMARY)) {
                after = compareOld(system, now);
            } else {
                after = compareAtCut(system, recovery);
            }
        }
        audit.examples().forEach(wrong::add);
        after.differences().forEach(wrong::add);
        Optional<Long> routed = Timeline.of(played.faultAt(), Layout.CLUSTER, events, Optional.empty())
                .at("routed");
        Optional<Long> first = routed.flatMap(at -> Outage.firstAcknowledgedAfter(played.log(), played.faultAt() + at));
        if (injected && first.isEmpty()) {
            wrong.add("no order was acknowledged after the fail-over");
        }
        Timeline timeline = Timeline.of(played.faultAt(), Layout.CLUSTER, events, first);
        RouterStats stats = RouterStats.read(system.service("router")).minus(played.statsBefore());
        QuickstartReport.Orders orders = new QuickstartReport.Orders(
                audit.acknowledged(), audit.lost(), audit.duplicated(), audit.rejected(), audit.unknown());
        QuickstartReport.Connections connections =
                new QuickstartReport.Connections(stats.held(), stats.broken(), stats.refused());
        QuickstartReport.Standby standby = new QuickstartReport.Standby(
                played.cut().identical() && after.identical(), after.tables(), after.rows());
        QuickstartReport.EpochInfo epoch = new QuickstartReport.EpochInfo(played.epochBefore(), epochAfter);
        List<String> reasons = Verdict.reasons(injected, orders, connections, standby, epoch, wrong);
        return new QuickstartReport(
                system.engine().name(),
                new QuickstartReport.FaultInfo(
                        script.fault().name().toLowerCase(java.util.Locale.ROOT),
                        OrderSystem.PRIMARY,
                        played.faultAt()),
                timeline.entries().stream()
                        .map(entry -> new QuickstartReport.TimelineEntry(entry.atMs(), entry.event()))
                        .toList(),
                injected ? Outage.writeOutageMillis(played.log(), played.faultAt()) : 0,
                injected ? Outage.worstClientMillis(played.log(), played.faultAt()) : 0,
                orders,
                connections,
                standby,
                epoch,
                reasons.isEmpty() ? "ok" : "failed",
                reasons);
    }

    /** The dead primary's own data, up to its end, against what the new one holds. */
    private TableComparison.Result compareOld(OrderSystem system, Connection now) throws SQLException {
        progress.say("opening the old primary's data read-only, to compare them");
        DatabaseServer old = system.database(OrderSystem.PRIMARY);
        try (DatabaseServer reader = old.openForComparison();
                Connection then = reader.connect()) {
            return TableComparison.compareUpTo(then, now);
        } catch (StageException e) {
            wrong.add("the old primary's data could not be compared: " + e.getMessage());
            return new TableComparison.Result(false, 0, 0, List.of());
        }
    }

    private void awaitServing(EventTail tail, long epochBefore) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean serving = events.stream()
                    .anyMatch(event -> event.record() instanceof Route route
                            && route.state() == Route.State.SERVING
                            && route.epoch().number() > epochBefore);
            if (serving) {
                return;
            }
            events.addAll(tail.poll(Duration.ofMillis(100)));
        }
        wrong.add("the hand-over to the new primary was not finished within " + PATIENCE.toSeconds() + " s");
    }

    private static boolean follows(RecoveryClient recovery, String node) {
        return recovery.cluster(Layout.CLUSTER)
                .path("standbys")
                .path(node)
                .path("promotable")
                .asBoolean();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new StageException("after " + PATIENCE.toSeconds() + " s it is still not true that " + what);
            }
            Thread.sleep(50);
        }
    }
}
