package dev.understudy.recovery.steps;

import dev.understudy.events.Command;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Topics;
import dev.understudy.recovery.certificate.Issuer;
import dev.understudy.recovery.divergence.Divergence;
import dev.understudy.recovery.divergence.Divergences;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.server.Server;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses an old primary whose history goes on after the cut, once it is known row by row what it holds; the record amends the certificate
 * of the fail-over that cut it off.
 */
final class Diverged {

    private static final Logger LOG = LoggerFactory.getLogger(Diverged.class);
    private static final Duration VALID = Duration.ofMinutes(1);

    private final Context context;
    private final Report report;
    private final Divergences readings;
    private final Issuer issuer;
    private int asked;

    /** Writes a rejoin's record down. */
    @FunctionalInterface
    interface Report {
        void write(Server server, String text, RecoveryStep.State state, Map<String, Object> details);
    }

    Diverged(Context context, Report report) {
        this.context = context;
        this.report = report;
        this.readings = new Divergences(context.kafka(), context.cluster());
        this.issuer = Issuer.of(context.config().certificateKeyFile());
    }

    /**
     * @param ended the reign that cut its history off
     * @param tail what it holds beyond the cut
     */
    void refuse(Server server, Reign ended, String tail) {
        String reason = Rejoining.refusal(
                server, "its history goes on after the cut: " + tail + " is on it and not in the cluster");
        String shown = reason + "; understudy divergence " + server.node() + " shows it row by row";
        if (shown.equals(context.log().ledger().rejoined().get(server.node()))) {
            return;
        }
        if (readings.isWanted(server.node(), tail)) {
            begin(server, ended, tail);
        }
        readings.of(server.node()).ifPresent(result -> {
            Optional<Divergence> found = result.found();
            if (found.isPresent()) {
                report.write(server, shown, RecoveryStep.State.REFUSED, details(server, ended, tail, found.get()));
            } else {
                report.write(
                        server,
                        reason + "; it could not be read row by row: " + result.trouble(),
                        RecoveryStep.State.REFUSED,
                        Map.of());
            }
        });
    }

    private void begin(Server server, Reign ended, String tail) {
        String id = "divergent/" + server.node() + "/" + ended.epoch() + "/"
                + context.log().term() + "/" + asked++;
        LOG.info("{}: its history goes on after the cut, which is read: {}", server.node(), tail);
        long from;
        try (LogReader journal = new LogReader(context.kafka(), Topics.journal(context.cluster()))) {
            from = journal.end();
        }
        context.log()
                .commit(new Batch()
                        .command(new Command(
                                id,
                                Command.Kind.SHIP_DIVERGENT,
                                context.cluster(),
                                server.node(),
                                ended.epoch(),
                                null,
                                "rejoin/" + server.node(),
                                System.currentTimeMillis(),
                                VALID.toMillis(),
                                ended.cut())));
        Server primary = context.servers()
                .get(context.log().ledger().reign().orElseThrow().writer());
        readings.begin(server, primary, tail, ended.epoch(), id, from);
    }

    private Map<String, Object> details(Server server, Reign ended, String tail, Divergence found) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("node", server.node());
        details.put("amends", ended.epoch().number());
        details.put("beyondCut", tail);
        details.put("reading", found.reading());
        details.put("transactions", found.gtids().size());
        details.put("rows", found.rows());
        details.put("statements", found.statements());
        return issuer.issue(details);
    }
}
