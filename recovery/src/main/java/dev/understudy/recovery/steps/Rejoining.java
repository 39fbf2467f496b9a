package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.replay.OwnHistory;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Token;
import dev.understudy.recovery.seed.Seed;
import dev.understudy.recovery.seed.SeedRefused;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a standby of a node that is not followed into: one that was a standby goes on at its own position; an old primary
 * whose history ends exactly where the cluster cut it is adopted there; an empty server is seeded. Anything else is left
 * alone, read-only and unrouted, with the reason.
 */
public final class Rejoining {

    private static final Logger LOG = LoggerFactory.getLogger(Rejoining.class);

    private final Context context;
    private final Records records;
    private final Seedings seedings;
    private final OwnHistories histories;
    private final Diverged diverged;

    public Rejoining(Context context, Records records, Seedings seedings, OwnHistories histories) {
        this.context = context;
        this.records = records;
        this.seedings = seedings;
        this.histories = histories;
        this.diverged = new Diverged(context, this::report);
    }

    /** Tries; returns whether the node is followed into now. */
    public boolean attempt(Server server) throws SQLException {
        Optional<Seedings.Copy> copy = seedings.of(server.node());
        if (copy.isPresent()) {
            // Before the claim, which would end the copy's own sessions.
            return copy.get().isOver() && seeded(server, copy.get());
        }
        Ledger ledger = context.log().ledger();
        Reign reign = ledger.reign().orElseThrow();
        server.claim();
        server.stepDown();
        if (server.awaitsCopy()) {
            seed(server, reign);
            return false;
        }
        Optional<Position> position = server.position();
        TransactionSet executed = server.read(connection -> context.engine().executed(connection));
        if (position.isPresent() && position.get().applied().containsAll(executed)) {
            if (histories.wrote(server, executed)) {
                refuse(
                        server,
                        "it has written by itself since it became a standby: its own binlog is at " + executed.text());
                return false;
            }
            histories.goOn(server, executed);
            context.replays().follow(server);
            welcome(server, "goes on at " + position.get().applied().text());
            return true;
        }
        Optional<Reign> ended = ledger.successorOf(server.node());
        if (ended.isPresent()) {
            return adopt(server, ended.get(), executed);
        }
        if (position.isPresent()) {
            refuse(
                    server,
                    "it holds transactions of its own that the cluster does not know: "
                            + executed.minus(position.get().applied()).text());
            return false;
        }
        seed(server, reign);
        return false;
    }

    private boolean adopt(Server server, Reign ended, TransactionSet executed) throws SQLException {
        TransactionSet cut = context.engine().transactions(ended.cut());
        if (!cut.containsAll(executed)) {
            diverged.refuse(server, ended, executed.beyond(cut));
            return false;
        }
        if (!executed.containsAll(cut)) {
            refuse(server, "it lacks " + cut.minus(executed).text() + " of what was cut from it");
            return false;
        }
        Position position = new Position(
                ended.epoch(),
                EpochMarker.connectorOf(context.cluster(), ended.epoch()),
                ended.markerOffset() + 1,
                cut,
                null);
        server.asOwner(connection -> {
            position.write(connection, context.cluster(), System.currentTimeMillis());
            return true;
        });
        histories.begin(server, executed);
        context.replays().follow(server);
        welcome(server, "the old primary is a standby: it holds exactly what epoch " + ended.epoch() + " began with");
        return true;
    }

    private void seed(Server server, Reign reign) {
        Server writer = context.servers().get(reign.writer());
        Epoch epoch = reign.epoch();
        String connector = EpochMarker.connectorOf(context.cluster(), epoch);
        Seed.Ground ground = new Seed.Ground(
                context.engine(),
                context.cluster(),
                server.node(),
                context.kafka(),
                new Token(context.log().owner(), context.log().term()),
                context.config().seed().sessions(),
                context.config().seed().cut().toSeconds());
        Seed.Ends ends = new Seed.Ends(writer::open, server::open, server::openForReplay);
        seedings.begin(server.node(), progress -> {
            try (LogReader reader = new LogReader(context.kafka(), Topics.changelog(context.cluster()))) {
                return new Seed(ground, ends, progress)
                        .copy(new Seed.Start(
                                () -> Math.max(reader.end(), reign.markerOffset() + 1),
                                offset -> new Position(
                                        epoch,
                                        connector,
                                        offset,
                                        context.engine().transactions(""),
                                        null)));
            }
        });
    }

    private boolean seeded(Server server, Seedings.Copy copy) throws SQLException {
        seedings.forget(server.node());
        try {
            TransactionSet cut = copy.cut();
            if (server.read(OwnHistory::read).isPresent()) {
                // Only tables were copied: whether it wrote by itself stays to be asked.
                seedings.ended(server.node(), cut);
                return attempt(server);
            }
            histories.begin(server, server.read(connection -> context.engine().executed(connection)));
            context.replays().follow(server);
            welcome(server, "seeded at " + cut.text());
            seedings.ended(server.node(), cut);
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof SeedRefused refused) {
                refuse(server, String.valueOf(refused.getMessage()));
                return false;
            }
            throw new SQLException("the copy ended: " + String.valueOf(e.getCause()), e);
        }
    }

    private void refuse(Server server, String reason) {
        report(server, refusal(server, reason), RecoveryStep.State.REFUSED, Map.of());
    }

    /** How a refusal begins, in the record and in the log. */
    static String refusal(Server server, String reason) {
        return server.node() + " stays read-only and unrouted: " + reason;
    }

    private void welcome(Server server, String text) {
        report(server, text, RecoveryStep.State.DONE, Map.of());
    }

    /** A refusal is said once for each node and reason. */
    private void report(Server server, String text, RecoveryStep.State state, Map<String, Object> more) {
        String known = context.log().ledger().rejoined().get(server.node());
        if (text.equals(known) && state == RecoveryStep.State.REFUSED) {
            return;
        }
        LOG.info("{}: {}", server.node(), text);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("node", server.node());
        details.putAll(more);
        context.log()
                .commit(new Batch()
                        .step(records.step(
                                RecoveryStep.Plan.REJOIN,
                                "rejoin/" + server.node(),
                                context.log().ledger().burnt(),
                                "rejoin",
                                state,
                                text,
                                details)));
    }
}
