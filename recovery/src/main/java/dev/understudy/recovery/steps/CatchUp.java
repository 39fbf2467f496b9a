package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.EpochMarker;
import dev.understudy.recovery.connector.ConnectFailure;
import dev.understudy.recovery.log.Delivered;
import dev.understudy.recovery.log.Deliveries;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before a restarted primary reigns again, the changelog must hold all that it executed: what its old connector delivers after the new
 * epoch's marker would be void. The connector resumes from its own offset once the server is back, and has as a rule next to nothing to
 * deliver. Where it is behind, the clients do not wait for it: the rest is taken from the server's binlog, as that of a dead primary is.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    /** So many times as long as the changelog is quiet between two transactions that belong together: a connector that is well is done by then. */
    private static final int SOON = 3;

    private static final long REVIVE_MILLIS = 2_000;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Context context;
    private final Tail tail;

    CatchUp(Context context, Tail tail) {
        this.context = context;
        this.tail = tail;
    }

    Outcome perform(OpenPlan plan) throws SQLException {
        Reign reign = context.log().ledger().reign().orElseThrow();
        Server server = context.servers().get(reign.writer());
        bringToRest(server);
        TransactionSet executed = server.read(connection -> context.engine().executed(connection));
        Arrived arrived = new Arrived(executed, context.config().quiet().toNanos());
        Optional<Outcome> rescued = Optional.empty();
        try (Delivered delivered = look(reign)) {
            long begun = System.nanoTime();
            long revived = begun;
            boolean asked = false;
            while (rescued.isEmpty() && !arrived.by(delivered.received(), delivered.held(), System.nanoTime())) {
                long waited = (System.nanoTime() - begun) / 1_000_000;
                if (waited > context.config().handOver().toMillis()
                        || !context.running().getAsBoolean()) {
                    return new Outcome.Refused("the changelog lacks what " + server.node() + " executed: "
                            + executed.minus(delivered.received()).text() + "; see the connector " + connector(reign));
                }
                delivered.read(POLL);
                if (waited > SOON * context.config().quiet().toMillis() && !asked) {
                    asked = true;
                    rescued = fromDisk(plan, reign, delivered, executed);
                }
                if ((System.nanoTime() - revived) / 1_000_000 > REVIVE_MILLIS) {
                    revived = System.nanoTime();
                    revive(reign);
                }
            }
            delivered.readToEnd(context.running());
            TransactionSet lost = delivered.received().minus(executed);
            if (!lost.isEmpty()) {
                // Their numbers would be given a second time, to other transactions.
                return new Outcome.Refused(server.node() + " came back without " + lost.text()
                        + ", which the changelog holds: it does not reign again. understudy failover promotes a standby that"
                        + " has them; afterwards understudy reseed makes it a standby");
            }
        }
        return rescued.orElseGet(() -> new Outcome.Done(
                "the changelog holds all that " + server.node() + " executed",
                Map.of("complete", true, "transactions", 0, "finalSet", executed.text())));
    }

    /** Its agent's word that it is read-only may be older than what opened it: what it executes from here on would be nobody's. */
    private void bringToRest(Server server) throws SQLException {
        if (server.read(connection -> context.engine().readOnly(connection))) {
            return;
        }
        LOG.warn("{} takes writes, though it was started again: it is read-only until it has caught up", server.node());
        server.admit();
        server.asOwnerOutsideTransaction(connection -> {
            context.engine().setReadOnly(connection, true);
            return true;
        });
    }

    private Optional<Outcome> fromDisk(OpenPlan plan, Reign reign, Delivered delivered, TransactionSet executed) {
        delivered.readToEnd(context.running());
        LOG.info("the connector {} is behind; its server's binlog is asked for the rest", connector(reign));
        return tail.ofReinstated(plan, reign, delivered.received(), executed);
    }

    /** What the changelog holds of a reign by now. */
    TransactionSet received(Reign reign) {
        try (Delivered delivered = look(reign)) {
            delivered.readToEnd(context.running());
            return delivered.received();
        }
    }

    /** From where the last standby stands: the reign may have begun long ago. */
    private Delivered look(Reign reign) {
        List<Replay.Progress> standbys = context.servers().byName().keySet().stream()
                .flatMap(node -> context.replays().of(node).stream())
                .map(Replay::progress)
                .filter(progress -> progress.epoch().equals(reign.epoch()))
                .toList();
        return context.deliveries()
                .from(standbys.stream()
                        .min(Comparator.comparingLong(Replay.Progress::nextOffset))
                        .map(last -> from(reign, last.nextOffset(), allHave(standbys)))
                        .orElseGet(() -> from(
                                reign,
                                reign.markerOffset() + 1,
                                context.engine().transactions(reign.cut()))));
    }

    private Deliveries.From from(Reign reign, long offset, TransactionSet received) {
        return new Deliveries.From(offset, received, reign.epoch(), connector(reign));
    }

    /** One that was copied may hold what was never delivered, and the others would go without it. */
    private static TransactionSet allHave(List<Replay.Progress> standbys) {
        return standbys.stream()
                .map(Replay.Progress::applied)
                .reduce((all, each) -> all.minus(all.minus(each)))
                .orElseThrow();
    }

    private void revive(Reign reign) {
        try {
            context.connectors().revive(reign.epoch(), context.running());
        } catch (ConnectFailure e) {
            // Connect is away; the wait goes on until its own end.
            context.observations().wake();
        }
    }

    private String connector(Reign reign) {
        return EpochMarker.connectorOf(context.cluster(), reign.epoch());
    }
}
