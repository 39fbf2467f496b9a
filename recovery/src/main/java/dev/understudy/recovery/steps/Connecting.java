package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.connector.ConnectFailure;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The epoch's own connector: created, and heard of in the changelog. */
final class Connecting {

    private static final long REVIVE_MILLIS = 2_000;
    private static final Duration POLL = Duration.ofMillis(20);

    private final Context context;

    Connecting(Context context) {
        this.context = context;
    }

    Outcome connect(OpenPlan plan, BooleanSupplier wanted) throws SQLException, InterruptedException {
        Server server = context.servers().get(plan.candidate());
        try {
            if (plan.kind() == RecoveryStep.Plan.BOOTSTRAP) {
                context.connectors().start(plan.epoch(), server.address());
                return streams(plan, wanted)
                        ? new Outcome.Done("the first connector streams", Map.of())
                        : new Outcome.Refused(
                                "the connector " + connector(plan) + " does not stream: see Connect's log");
            }
            if (!hasWritten(plan, server, wanted)) {
                return new Outcome.Refused(
                        server.node() + " has not written since it was opened: is its agent running?");
            }
            context.connectors().handOver(plan.epoch(), server.address(), Promotion.start(plan), wanted);
            return new Outcome.Done("the connector " + connector(plan) + " reads " + server.node(), Map.of());
        } catch (ConnectFailure e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    Outcome firstChange(OpenPlan plan, BooleanSupplier wanted) {
        long from = Long.parseLong(plan.recorded(Step.SEAL, "markerOffset"));
        boolean seen = context.changelog()
                .changes(connector(plan), from, context.config().handOver(), reviving(plan, wanted));
        return seen
                ? new Outcome.Done("the first change of epoch " + plan.epoch() + " is in the changelog", Map.of())
                : new Outcome.Refused(
                        "no change of " + connector(plan) + " is in the changelog yet: see Connect's log");
    }

    private boolean streams(OpenPlan plan, BooleanSupplier wanted) {
        long from = Long.parseLong(plan.recorded(Step.SEAL, "markerOffset"));
        return context.changelog()
                .streams(connector(plan), from, context.config().handOver(), reviving(plan, wanted));
    }

    /** A MariaDB must have written a transaction of its own before its new connector can begin; the agent's canary is one. */
    private boolean hasWritten(OpenPlan plan, Server server, BooleanSupplier wanted)
            throws SQLException, InterruptedException {
        TransactionSet before = context.engine().transactions(plan.recorded(Step.PROMOTE, "executed"));
        long deadline = System.nanoTime() + context.config().fence().toNanos();
        while (System.nanoTime() < deadline && wanted.getAsBoolean()) {
            TransactionSet now = server.read(connection -> context.engine().executed(connection));
            if (!before.containsAll(now)) {
                return true;
            }
            Thread.sleep(POLL.toMillis());
        }
        return false;
    }

    /** A connector whose task failed is started again, at most every two seconds. */
    private BooleanSupplier reviving(OpenPlan plan, BooleanSupplier wanted) {
        return new BooleanSupplier() {
            private long last = System.currentTimeMillis();

            @Override
            public boolean getAsBoolean() {
                if (System.currentTimeMillis() - last > REVIVE_MILLIS) {
                    last = System.currentTimeMillis();
                    try {
                        context.connectors().revive(plan.epoch(), wanted);
                    } catch (ConnectFailure e) {
                        // Connect is away; the wait goes on until its own end.
                        return wanted.getAsBoolean();
                    }
                }
                return wanted.getAsBoolean();
            }
        };
    }

    private String connector(OpenPlan plan) {
        return EpochMarker.connectorOf(context.cluster(), plan.epoch());
    }
}
