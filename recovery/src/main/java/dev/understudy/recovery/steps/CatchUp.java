package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Topics;
import dev.understudy.recovery.connector.ConnectFailure;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.log.LogScan;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * Before a restarted primary reigns again, the changelog must hold all that it executed: what its old connector delivers
 * after the new epoch's marker would be void. The connector resumes from its own offset once the server is back.
 */
final class CatchUp {

    private static final long REVIVE_MILLIS = 2_000;

    private final Context context;

    CatchUp(Context context) {
        this.context = context;
    }

    Outcome perform(OpenPlan plan) throws SQLException {
        Reign reign = context.log().ledger().reign().orElseThrow();
        Server server = context.servers().get(reign.writer());
        TransactionSet executed = server.read(connection -> context.engine().executed(connection));
        LogScan scan = new LogScan(context.engine().transactions(reign.cut()), reign.epoch(), connector(reign));
        long deadline = System.nanoTime() + context.config().handOver().toNanos();
        long revived = System.currentTimeMillis();
        try (LogReader reader = new LogReader(context.kafka(), Topics.changelog(context.cluster()))) {
            Arrived arrived = new Arrived(executed, context.config().quiet().toNanos());
            reader.seek(reign.markerOffset() + 1);
            while (!arrived.by(scan.received(), scan.held(), System.nanoTime())) {
                if (System.nanoTime() > deadline || !context.running().getAsBoolean()) {
                    return new Outcome.Refused("the changelog lacks what " + server.node() + " executed: "
                            + executed.minus(scan.received()).text() + "; see the connector " + connector(reign));
                }
                scan.take(reader.poll(Duration.ofMillis(100)));
                if (System.currentTimeMillis() - revived > REVIVE_MILLIS) {
                    revived = System.currentTimeMillis();
                    revive(reign);
                }
            }
            for (long end = reader.end();
                    reader.position() < end && context.running().getAsBoolean(); ) {
                scan.take(reader.poll(Duration.ofMillis(100)));
            }
        }
        TransactionSet lost = scan.received().minus(executed);
        if (!lost.isEmpty()) {
            // Their numbers would be given a second time, to other transactions.
            return new Outcome.Refused(server.node() + " came back without " + lost.text()
                    + ", which the changelog holds: it does not reign again. understudy failover promotes a standby that"
                    + " has them; afterwards understudy reseed makes it a standby");
        }
        return new Outcome.Done(
                "the changelog holds all that " + server.node() + " executed",
                Map.of("complete", true, "transactions", 0, "finalSet", executed.text()));
    }

    private void revive(Reign reign) {
        try {
            context.connectors().revive(reign.epoch());
        } catch (ConnectFailure e) {
            // Connect is away; the wait goes on until its own end.
            context.observations().wake();
        }
    }

    private String connector(Reign reign) {
        return dev.understudy.events.EpochMarker.connectorOf(context.cluster(), reign.epoch());
    }
}
