package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochClosed;
import dev.understudy.events.FenceReport;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fence. What counts as a proof (safety.md, rule 1): the agent beside the old primary saw that very start of the server
 * end; or it or this service made it read-only, ended all sessions and read its final set afterwards; or the node reports a later start, which
 * is read-only by its own configuration; or the journal that its commits wait for is sealed; or a person vouches for it. Silence
 * is none.
 */
final class Fencing {

    private static final Logger LOG = LoggerFactory.getLogger(Fencing.class);

    /** Nothing waits for the agent any more; where it answers its word tells more, the rest of the binlog with it. */
    private static final Duration AFTER_SEAL = Duration.ofMillis(300);

    /** What proves it, in the details of the step. */
    static final String PROOF = "proof";

    static final String PROCESS_ENDED = "process-ended";

    private final Context context;

    Fencing(Context context) {
        this.context = context;
    }

    /** What has the keepers stop, as the first of all, where the old primary's commits wait for them; not where it is well and is to finish. */
    Optional<EpochClosed> close(OpenPlan plan) {
        return plan.recorded(Step.BURN_EPOCH, "fault").isEmpty()
                        || context.journals().isEmpty()
                ? Optional.empty()
                : context.log()
                        .ledger()
                        .reign()
                        .map(old -> new EpochClosed(context.cluster(), old.epoch(), plan.incident()));
    }

    /** Whether it is known without asking anybody that the failed writer's process has ended. */
    Optional<Outcome> isOver(OpenPlan plan) {
        if (plan.kind() != RecoveryStep.Plan.FAIL_OVER
                || plan.done().containsKey(Step.QUIESCE)
                || plan.recorded(Step.BURN_EPOCH, "fault").isEmpty()) {
            return Optional.empty();
        }
        String bootId = plan.recorded(Step.BURN_EPOCH, "bootId");
        return context.observations()
                .report(plan.recorded(Step.BURN_EPOCH, "from"))
                .filter(report -> hasEnded(report, bootId))
                .map(report -> ended(bootId));
    }

    Outcome perform(OpenPlan plan, Duration patience) throws InterruptedException {
        String node = plan.recorded(Step.BURN_EPOCH, "from");
        String bootId = plan.recorded(Step.BURN_EPOCH, "bootId");
        Optional<Outcome> atRest = byRest(plan, node);
        if (atRest.isPresent()) {
            return atRest.get();
        }
        Optional<Outcome> known = context.observations().report(node).flatMap(report -> proof(report, bootId));
        if (known.isPresent()) {
            return known.get();
        }
        if (!bootId.isEmpty()) {
            context.log().commit(new Batch().command(command(plan, node, bootId)));
        }
        // Meanwhile the agent is at work.
        Optional<Outcome> seal = context.journals().flatMap(journals -> bySeal(plan, journals));
        Optional<SelfReport> report = context.observations()
                .awaitReport(
                        node,
                        seen -> proof(seen, bootId).isPresent(),
                        seal.isPresent() ? least(patience, AFTER_SEAL) : patience);
        if (report.isPresent()) {
            return proof(report.get(), bootId).orElseThrow();
        }
        if (seal.isPresent()) {
            return seal.get();
        }
        if (plan.forced()) {
            return done("a person vouches for the fence", Map.of(PROOF, "override"));
        }
        return new Outcome.Refused("nothing proves that " + node + " can acknowledge no more writes: its agent has not"
                + " reported that the server ended. It goes on by itself when the agent reports it, or when the node comes"
                + " back read-only; understudy failover --force promotes without a proof, on your word");
    }

    /**
     * A writer that was brought to rest is asked once more: it is read-only, no client has a session, and what it has executed is read
     * afterwards. Empty where it was not brought to rest, or does not answer any more.
     */
    private Optional<Outcome> byRest(OpenPlan plan, String node) {
        String known = plan.recorded(Step.QUIESCE, "finalSet");
        if (known.isEmpty() && (plan.kind() != RecoveryStep.Plan.SWITCH_OVER || Quiescing.wasCutShort(plan))) {
            return Optional.empty();
        }
        Server server = context.servers().get(node);
        TransactionSet executed;
        try {
            server.admit();
            server.asOwnerOutsideTransaction(connection -> {
                // From here on a MySQL refuses everyone.
                context.engine().setReadOnly(connection, true);
                Quiescing.endSessions(context, connection);
                return true;
            });
            executed = server.read(connection -> context.engine().executed(connection));
        } catch (SQLException e) {
            LOG.warn("{} was at rest and does not answer any more: {}", node, e.getMessage());
            return Optional.empty();
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(PROOF, "read-only");
        // A server that has started again since may hold less than it had.
        details.put(
                "finalSet", executed.union(context.engine().transactions(known)).text());
        return Optional.of(done("read-only, all sessions ended, final set read after", details));
    }

    /**
     * A commit that nobody acknowledges does not return: where commits wait for the journal, its seal is a proof, without anybody beside
     * the old primary. Empty where the last that was seen says that they may not have waited.
     */
    private Optional<Outcome> bySeal(OpenPlan plan, Journals journals) {
        boolean mayBeWell =
                plan.recorded(Step.BURN_EPOCH, "fault").isEmpty() && plan.kind() != RecoveryStep.Plan.SWITCH_OVER;
        if (mayBeWell
                || !CommitsWait.isKnown(context.log().ledger().preflight(), plan.recorded(Step.BURN_EPOCH, "from"))) {
            return Optional.empty();
        }
        Epoch old = context.log().ledger().reign().map(Reign::epoch).orElse(plan.epoch());
        Journals.Ended ended = journals.end(old, plan.incident(), context.running());
        return ended.proven()
                ? Optional.of(done(
                        "the journal of epoch " + old + " is sealed: " + ended.how(), Map.of(PROOF, "journal-sealed")))
                : Optional.empty();
    }

    /** A hung or dead server is killed; one that is well, at a person's order, is made read-only first. */
    private Command command(OpenPlan plan, String node, String bootId) {
        boolean well = plan.recorded(Step.BURN_EPOCH, "fault").isEmpty() && !Quiescing.wasCutShort(plan);
        long now = System.currentTimeMillis();
        return new Command(
                plan.incident() + "/fence/" + plan.epoch(),
                well ? Command.Kind.FENCE_READ_ONLY : Command.Kind.FENCE_KILL,
                context.cluster(),
                node,
                plan.before(),
                bootId,
                plan.incident(),
                now,
                context.config().fence().toMillis(),
                null);
    }

    private static Optional<Outcome> proof(SelfReport report, String bootId) {
        FenceReport fence = report.fence();
        if (fence != null
                && fence.outcome() == FenceReport.Outcome.READ_ONLY
                && fence.bootId().equals(bootId)) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put(PROOF, "read-only");
            details.put("finalSet", String.valueOf(fence.finalSet()));
            return Optional.of(done("read-only, all sessions ended, final set read after", details));
        }
        ServerProcess process = report.process();
        if (process == null || bootId.isEmpty()) {
            return Optional.empty();
        }
        if (hasEnded(report, bootId)) {
            return Optional.of(ended(bootId));
        }
        if (!process.bootId().equals(bootId)) {
            return Optional.of(done(
                    "the server has a later start, " + process.bootId() + ", and starts read-only",
                    Map.of(PROOF, "restarted")));
        }
        return Optional.empty();
    }

    private static boolean hasEnded(SelfReport report, String bootId) {
        ServerProcess process = report.process();
        return process != null
                && !bootId.isEmpty()
                && process.bootId().equals(bootId)
                && process.state() == ServerProcess.State.ENDED;
    }

    private static Outcome ended(String bootId) {
        return done("the process " + bootId + " has ended", Map.of(PROOF, PROCESS_ENDED));
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Outcome done(String reason, Map<String, Object> details) {
        return new Outcome.Done(reason, details);
    }
}
