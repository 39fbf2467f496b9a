package dev.understudy.recovery.steps;

import dev.understudy.events.Epoch;
import dev.understudy.events.EpochOpened;
import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
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

    /** Ends the old epoch's journal where the plan has not done so; what stands in the way, and empty where nothing does. */
    Optional<Outcome> endOld(OpenPlan plan) {
        Optional<Reign> old = context.log().ledger().reign();
        if (context.journals().isEmpty() || old.isEmpty() || OldJournal.isEnded(plan)) {
            return Optional.empty();
        }
        Epoch epoch = old.get().epoch();
        Journals.Ended ended = context.journals().get().end(epoch, plan.incident(), context.running());
        return ended.proven()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused("the journal of epoch " + epoch + " is not sealed: " + ended.how()));
    }

    /**
     * What has the keepers attach to the epoch's writer.
     *
     * @param startSet all that it has executed; empty where that is not known
     */
    Optional<EpochOpened> opening(OpenPlan plan, String startSet) {
        Server server = context.servers().get(plan.candidate());
        return context.journals()
                .map(journals -> new EpochOpened(
                        context.cluster(), plan.epoch(), server.node(), server.address(), startSet, plan.incident()));
    }

    /** Waits for the first commit's acknowledgement; what stands in the way, and empty where nothing does. */
    Optional<Outcome> awaitKeeper(OpenPlan plan, Server server) throws SQLException, InterruptedException {
        if (context.journals().isEmpty()) {
            return Optional.empty();
        }
        if (plan.kind() == RecoveryStep.Plan.BOOTSTRAP) {
            // There is no step before this one that could have opened it.
            opening(plan, "").ifPresent(opened -> context.log().commit(new Batch().open(opened)));
        }
        String trouble = server.awaitAcknowledged(plan.epoch(), PATIENCE);
        return trouble.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(server.node() + " does not take writes yet: " + trouble));
    }
}
