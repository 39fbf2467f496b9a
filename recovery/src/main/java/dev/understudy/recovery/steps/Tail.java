package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.RawTail;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.log.TailSource;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the changelog will hold all that the old primary acknowledged. From its binlog on disk where the process
 * has ended; from its journal where its commits waited for one; by waiting for the connector where the server lives and its final
 * set is known; otherwise by waiting until the changelog is quiet, and then what is missing is unknown and said to be (docs/adr/0004-how-a-drain-ends.md).
 */
final class Tail {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    /** What an agent was asked with, in the record of the step. */
    static final String COMMAND = "command";

    private static final String UNREADABLE = "what was acknowledged last cannot be read from the journal: ";
    private static final String JOURNAL_EPOCH = "journalEpoch";

    private final Context context;
    private final OldJournal oldJournal;
    private final ShippedTail shipped;
    private final Arrivals arrivals;
    /** In memory, so that a seal does not wait for it; a successor reads it from the journal again. */
    private Optional<Rescued> rescued = Optional.empty();

    private record Rescued(Epoch epoch, List<TailTransaction> parts) {}

    Tail(Context context) {
        this.context = context;
        this.oldJournal = new OldJournal(context);
        this.shipped = new ShippedTail(context);
        this.arrivals = new Arrivals(context);
    }

    Outcome perform(OpenPlan plan) throws SQLException, InterruptedException {
        String from = plan.recorded(Step.BURN_EPOCH, "from");
        String proof = plan.recorded(Step.FENCE, Fencing.PROOF);
        if (proof.equals("read-only")) {
            return arrivals.await(plan, plan.recorded(Step.FENCE, "finalSet"));
        }
        Epoch old = context.log().ledger().reign().map(Reign::epoch).orElse(Epoch.NONE);
        TransactionSet received = received(plan.candidate());
        if (!proof.equals(Fencing.PROCESS_ENDED)) {
            return withoutDisk(
                    plan,
                    old,
                    oldJournal.end(old, plan.incident(), received),
                    "the binlog of " + from + " cannot be read");
        }
        List<OldJournal.Found> ended = new ArrayList<>();
        // While the agent reads its disk, the journal is ended.
        ShippedTail.Answered asked = shipped.ask(
                plan,
                new ShippedTail.Wanted(from, old, received, null),
                () -> oldJournal.end(old, plan.incident(), received).ifPresent(ended::add),
                context.config().tail());
        TailSource.Answer answer = asked.answer();
        Optional<OldJournal.Found> journal = ended.stream().findFirst();
        Optional<TailEnd> whole = answer.end().filter(TailEnd::complete);
        if (whole.isPresent() && holds(whole.get(), received, journal)) {
            return fromDisk(
                    plan,
                    asked,
                    String.valueOf(whole.get().finalSet()),
                    journal.map(found -> ofJournal(plan, found)).orElse(Map.of()));
        }
        return withoutDisk(
                plan,
                old,
                journal,
                whole.isPresent()
                        ? "the binlog of " + from + " lacks what the journal has"
                        : answer.end().map(TailEnd::reason).orElse("the agent beside " + from + " did not answer"));
    }

    /**
     * What the changelog lacks of a server that restarted in place, from its binlog: it runs, and takes no writes.
     *
     * @param received what the changelog holds
     * @param executed all that the server has executed
     * @return empty where that does not show all of it
     */
    Optional<Outcome> ofReinstated(OpenPlan plan, Reign reign, TransactionSet received, TransactionSet executed) {
        ShippedTail.Answered asked = shipped.ask(
                plan,
                new ShippedTail.Wanted(
                        reign.writer(), reign.epoch(), received, plan.recorded(Step.BURN_EPOCH, "bootId")),
                () -> {},
                context.config().drain());
        Optional<TailEnd> end = asked.answer().end();
        Optional<TailEnd> whole = end.filter(TailEnd::complete);
        if (whole.isEmpty()
                || !received.union(context.engine()
                                .transactions(String.valueOf(whole.get().finalSet())))
                        .containsAll(executed)) {
            LOG.warn(
                    "the rest cannot be read from the binlog of {}: {}",
                    reign.writer(),
                    end.map(TailEnd::reason).orElse("its agent did not answer"));
            return Optional.empty();
        }
        return Optional.of(fromDisk(plan, asked, executed.text(), Map.of()));
    }

    private Outcome withoutDisk(OpenPlan plan, Epoch old, Optional<OldJournal.Found> journal, String why)
            throws InterruptedException {
        return journal.isPresent() ? fromJournal(plan, old, journal.get(), why) : arrivals.quiet(why, Map.of());
    }

    /** A disk may have lost what was acknowledged: not where every commit was flushed to it. */
    private boolean holds(TailEnd disk, TransactionSet received, Optional<OldJournal.Found> journal) {
        TransactionSet known = received.union(context.engine().transactions(String.valueOf(disk.finalSet())));
        return journal.flatMap(OldJournal.Found::end)
                .map(end -> known.containsAll(end.all()))
                .orElse(true);
    }

    private Outcome fromDisk(OpenPlan plan, ShippedTail.Answered asked, String finalSet, Map<String, Object> more) {
        TailSource.Answer answer = asked.answer();
        TailEnd end = answer.end().orElseThrow();
        rescued = Optional.of(new Rescued(plan.epoch(), answer.parts()));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(COMMAND, asked.id());
        details.put("journalOffset", answer.from());
        details.put("complete", true);
        details.put("transactions", end.transactions());
        details.put("finalSet", finalSet);
        details.putAll(more);
        return new Outcome.Done(
                end.transactions() + " transactions rescued from the binlog of "
                        + plan.recorded(Step.BURN_EPOCH, "from"),
                details);
    }

    /** Where commits waited for the journal, its end tells what was acknowledged. */
    private Outcome fromJournal(OpenPlan plan, Epoch old, OldJournal.Found journal, String why)
            throws InterruptedException {
        if (journal.end().isEmpty() && plan.setAside().startsWith(UNREADABLE)) {
            return arrivals.quiet(why + ", and a person went on without the journal", ofJournal(plan, journal));
        }
        if (journal.end().isEmpty()) {
            return new Outcome.Refused(UNREADABLE + journal.trouble() + "; " + why
                    + "; understudy failover --force goes on without it, and what is lost then is unknown");
        }
        Journals.Sealed end = journal.end().get();
        rescued = Optional.of(new Rescued(plan.epoch(), oldJournal.parts(end, old)));
        Map<String, Object> details = new LinkedHashMap<>(ofJournal(plan, journal));
        details.put(JOURNAL_EPOCH, old.number());
        details.put("complete", true);
        details.put("transactions", end.transactions().size());
        details.put("finalSet", end.all().text());
        details.put("why", why);
        return new Outcome.Done(
                end.transactions().size() + " transactions taken from the journal of epoch " + old + ": " + why,
                details);
    }

    private Map<String, Object> ofJournal(OpenPlan plan, OldJournal.Found journal) {
        Map<String, Object> details = journal.details();
        details.put(
                "commitsWaited",
                CommitsWait.isKnown(context.log().ledger().preflight(), plan.recorded(Step.BURN_EPOCH, "from")));
        return details;
    }

    /** What the candidate has, or will have once it has applied what was read for it. */
    TransactionSet received(String candidate) throws SQLException {
        return arrivals.received(candidate);
    }

    /**
     * What was rescued, as it goes into the changelog: whole, in order, without what arrived there in the meantime. Empty
     * where it cannot be read.
     *
     * @param received what the changelog holds by now
     */
    Optional<List<RawTail>> forChangelog(OpenPlan plan, Epoch old, TransactionSet received) throws SQLException {
        Optional<List<TailTransaction>> parts = rescued(plan);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<RawTail> records = new ArrayList<>();
        for (TailTransaction part : parts.get()) {
            if (!received.contains(part.transaction().gtid())) {
                records.add(new RawTail(context.cluster(), old, part.part(), part.last(), part.transaction()));
            }
        }
        return Optional.of(records);
    }

    private Optional<List<TailTransaction>> rescued(OpenPlan plan) throws SQLException {
        if (rescued.filter(known -> known.epoch().equals(plan.epoch())).isPresent()) {
            return rescued.map(Rescued::parts);
        }
        String journal = plan.recorded(Step.RESCUE_TAIL, JOURNAL_EPOCH);
        if (!journal.isEmpty()) {
            Epoch old = Epoch.of(Long.parseLong(journal));
            return oldJournal
                    .read(old, received(plan.candidate()))
                    .flatMap(OldJournal.Found::end)
                    .map(end -> oldJournal.parts(end, old));
        }
        String command = plan.recorded(Step.RESCUE_TAIL, COMMAND);
        if (command.isEmpty()) {
            return Optional.of(List.of());
        }
        long from = Long.parseLong(plan.recorded(Step.RESCUE_TAIL, "journalOffset"));
        TailSource.Answer answer =
                context.tail().again(command, from, context.config().tail());
        return answer.end().isPresent() ? Optional.of(answer.parts()) : Optional.empty();
    }
}
