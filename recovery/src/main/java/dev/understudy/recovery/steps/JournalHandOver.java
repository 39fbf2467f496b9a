package dev.understudy.recovery.steps;

import dev.understudy.events.EpochOpened;
import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where commits wait for the journal: the old epoch's is ended, and a keeper has acknowledged a commit of the new one, before the epoch's
 * writer takes writes (safety.md, the order of a fail-over).
 */
final class JournalHandOver {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Context context;

    JournalHandOver(Context context) {
        this.context = context;
    }

    /** What stands in the way; empty where nothing does, and where nothing waits for the journal. */
    Optional<Outcome> perform(OpenPlan plan, Server server) throws SQLException, InterruptedException {
        if (context.journals().isEmpty()) {
            return Optional.empty();
        }
        Optional<Reign> old = plan.kind() == RecoveryStep.Plan.BOOTSTRAP
                ? Optional.empty()
                : context.log().ledger().reign();
        if (old.isPresent()) {
            Journals.Ended ended = context.journals().get().end(old.get().epoch(), plan.incident(), context.running());
            if (!ended.proven()) {
                return Optional.of(new Outcome.Refused(
                        "the journal of epoch " + old.get().epoch() + " is not sealed: " + ended.how()));
            }
        }
        context.log()
                .commit(new Batch()
                        .open(new EpochOpened(
                                context.cluster(),
                                plan.epoch(),
                                server.node(),
                                server.address(),
                                plan.recorded(Step.PROMOTE, "executed"),
                                plan.incident())));
        String trouble = server.awaitAcknowledged(plan.epoch(), PATIENCE);
        return trouble.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(server.node() + " does not take writes yet: " + trouble));
    }
}
