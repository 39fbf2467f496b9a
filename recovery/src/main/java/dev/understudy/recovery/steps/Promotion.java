package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.recovery.connector.StartPoint;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the candidate the epoch's writer: position, durability, start point, and last of all writable. */
final class Promotion {

    private final Context context;
    private final JournalHandOver journal;

    Promotion(Context context, JournalHandOver journal) {
        this.context = context;
        this.journal = journal;
    }

    Outcome promote(OpenPlan plan) throws SQLException {
        Optional<Outcome> unended = journal.endOld(plan);
        if (unended.isPresent()) {
            return unended.get();
        }
        Server server = context.servers().get(plan.candidate());
        server.admit();
        if (plan.kind() != RecoveryStep.Plan.REINSTATE) {
            TransactionSet applied = context.engine().transactions(plan.recorded(Step.DRAIN, "applied"));
            server.asOwnerOutsideTransaction(connection -> {
                context.engine().adoptPosition(connection, applied);
                return true;
            });
            server.releaseTriggers();
        }
        return server.asOwner(connection -> {
            context.engine().setDurability(connection, true);
            server.raiseEpoch(connection, plan.epoch(), server.node());
            connection.commit();
            StartPoint start = StartPoint.read(context.engine(), connection);
            context.connectors().prepare(plan.epoch(), start, connection, System.currentTimeMillis());
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("gtids", start.gtids());
            details.put("file", start.file());
            details.put("position", start.position());
            details.put("executed", context.engine().executed(connection).text());
            return new Outcome.Done(server.node() + " continues after " + start.gtids(), details);
        });
    }

    Outcome open(OpenPlan plan) throws SQLException, InterruptedException {
        Server server = context.servers().get(plan.candidate());
        server.admit();
        server.asOwner(connection -> {
            server.raiseEpoch(connection, plan.epoch(), server.node());
            // Again: a server that restarted since, or was followed into, is not as the step before left it.
            context.engine().setDurability(connection, true);
            return true;
        });
        Optional<Outcome> trouble = journal.awaitKeeper(plan, server);
        if (trouble.isPresent()) {
            return trouble.get();
        }
        server.asOwnerOutsideTransaction(connection -> {
            context.engine().setReadOnly(connection, false);
            return true;
        });
        server.resumeEvents();
        String bootId = context.observations()
                .report(server.node())
                .map(SelfReport::process)
                .map(ServerProcess::bootId)
                .orElse("");
        return new Outcome.Done(server.node() + " takes writes", Map.of("bootId", bootId));
    }

    static StartPoint start(OpenPlan plan) {
        return new StartPoint(
                plan.recorded(Step.PROMOTE, "gtids"),
                plan.recorded(Step.PROMOTE, "file"),
                Long.parseLong(plan.recorded(Step.PROMOTE, "position")));
    }
}
