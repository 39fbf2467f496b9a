package dev.understudy.recovery;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.connector.ConnectFailure;
import dev.understudy.recovery.connector.ConnectorProgress;
import dev.understudy.recovery.journal.Shown;
import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.steps.Context;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the changelog is shown to hold, by the connector that wrote it and by those who read it. Used by one thread. */
final class ChangelogProof {

    private static final Logger LOG = LoggerFactory.getLogger(ChangelogProof.class);

    private final Context context;
    private final Members members;
    private final ConnectorProgress connector;
    private Optional<Shown> last = Optional.empty();

    ChangelogProof(Context context, Members members, ConnectorProgress connector) {
        this.context = context;
        this.members = members;
        this.connector = connector;
    }

    /** None while a plan is under way: a successor may have to read the journal as it was. */
    Optional<Shown> now() {
        Ledger ledger = context.log().ledger();
        Optional<Reign> reign = ledger.reign();
        if (reign.isEmpty() || ledger.open().isPresent() || !reign.get().handedOver()) {
            return Optional.empty();
        }
        // What was once shown stays shown: while Connect does not answer, nothing new is.
        TransactionSet before = last.filter(
                        shown -> shown.epoch().equals(reign.get().epoch()))
                .map(Shown::written)
                .orElseGet(() -> context.engine().transactions(""));
        last = Optional.of(new Shown(reign.get().epoch(), written(reign.get(), before), received()));
        return last;
    }

    private TransactionSet written(Reign reign, TransactionSet before) {
        try {
            return connector
                    .written(reign.epoch())
                    .map(text -> context.engine().transactions(text))
                    .orElse(before);
        } catch (ConnectFailure | IllegalArgumentException e) {
            LOG.debug("how far the connector is cannot be told: {}", e.toString());
            return before;
        }
    }

    private List<TransactionSet> received() {
        return members.nodes().keySet().stream()
                .flatMap(node -> context.replays().of(node).stream())
                .map(Replay::progress)
                .filter(progress -> progress.state() == Replay.State.FOLLOWING)
                .map(Replay.Progress::received)
                .toList();
    }
}
