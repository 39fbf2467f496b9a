package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.RawTail;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import dev.understudy.recovery.log.TailRequest;
import dev.understudy.recovery.owner.OwnerLog;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.replay.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that the changelog will hold all that the old primary acknowledged. From its binlog on disk where the process
 * has ended; by waiting for the connector where the server lives and its final set is known; otherwise by waiting until the
 * changelog is quiet, and then what is missing is unknown and said to be (docs/adr/0004-how-a-drain-ends.md).
 */
final class Tail {

    private static final Duration STEP = Duration.ofMillis(20);

    private final Context context;
    private List<TailTransaction> rescued = List.of();
    private int asked;

    Tail(Context context) {
        this.context = context;
    }

    Outcome perform(OpenPlan plan) throws InterruptedException {
        String from = plan.recorded(Step.BURN_EPOCH, "from");
        String proof = plan.recorded(Step.FENCE, "proof");
        if (proof.equals("read-only")) {
            return awaitReceived(plan, plan.recorded(Step.FENCE, "finalSet"));
        }
        Epoch old = context.log().ledger().reign().map(Reign::epoch).orElse(Epoch.NONE);
        if (proof.equals("process-ended")) {
            TailRequest.Answer answer = ask(plan, from, old);
            if (answer.end().filter(TailEnd::complete).isPresent()) {
                TailEnd end = answer.end().orElseThrow();
                rescued = answer.parts();
                Map<String, Object> details = new LinkedHashMap<>();
                details.put("complete", true);
                details.put("transactions", end.transactions());
                details.put("finalSet", String.valueOf(end.finalSet()));
                return new Outcome.Done(
                        end.transactions() + " transactions rescued from the binlog of " + from, details);
            }
            return quiet(answer.end().map(TailEnd::reason).orElse("the agent beside " + from + " did not answer"));
        }
        return quiet("the binlog of " + from + " cannot be read");
    }

    /** What was rescued, as it goes into the changelog: whole, in order, without what arrived there in the meantime. */
    List<RawTail> forChangelog(String candidate, Epoch old) {
        TransactionSet received = received(candidate);
        List<RawTail> records = new ArrayList<>();
        for (TailTransaction part : rescued) {
            if (!received.contains(part.transaction().gtid())) {
                records.add(new RawTail(context.cluster(), old, part.part(), part.last(), part.transaction()));
            }
        }
        return records;
    }

    TransactionSet received(String candidate) {
        return context.replays()
                .of(candidate)
                .map(replay -> replay.progress().received())
                .orElseGet(() -> context.engine().transactions(""));
    }

    private TailRequest.Answer ask(OpenPlan plan, String from, Epoch old) {
        String id =
                plan.incident() + "/tail/" + plan.epoch() + "/" + context.log().term() + "/" + asked++;
        String after = received(plan.recorded(Step.BURN_EPOCH, "candidate")).text();
        Command command = new Command(
                id,
                Command.Kind.SHIP_TAIL,
                context.cluster(),
                from,
                old,
                null,
                plan.incident(),
                System.currentTimeMillis(),
                context.config().tail().toMillis(),
                after);
        return context.tail()
                .ask(
                        id,
                        () -> context.log().commit(new OwnerLog.Batch().command(command)),
                        context.config().tail());
    }

    private Outcome awaitReceived(OpenPlan plan, String finalSet) throws InterruptedException {
        TransactionSet wanted = context.engine().transactions(finalSet);
        String candidate = plan.recorded(Step.BURN_EPOCH, "candidate");
        long deadline = System.nanoTime() + context.config().drain().toNanos();
        while (!received(candidate).containsAll(wanted)) {
            if (System.nanoTime() > deadline || !context.running().getAsBoolean()) {
                return new Outcome.Refused("the changelog does not hold all that the old primary executed yet: "
                        + wanted.minus(received(candidate)).text() + " is missing");
            }
            Thread.sleep(STEP.toMillis());
        }
        return new Outcome.Done(
                "the changelog holds all that the old primary executed",
                Map.of("complete", true, "transactions", 0, "finalSet", finalSet));
    }

    private Outcome quiet(String why) throws InterruptedException {
        long quietFor = context.config().quiet().toMillis();
        long deadline = System.currentTimeMillis() + context.config().tail().toMillis();
        long last = total();
        long since = System.currentTimeMillis();
        while (System.currentTimeMillis() < deadline && System.currentTimeMillis() - since < quietFor) {
            Thread.sleep(STEP.toMillis());
            if (total() != last) {
                last = total();
                since = System.currentTimeMillis();
            }
        }
        return new Outcome.Done(
                "what the old primary acknowledged last is unknown: " + why, Map.of("complete", false, "why", why));
    }

    /** Transactions, not records: heartbeats never cease. */
    private long total() {
        long total = 0;
        for (String node : context.servers().byName().keySet()) {
            total += context.replays()
                    .of(node)
                    .map(Replay::progress)
                    .map(progress -> progress.received().count())
                    .orElse(0L);
        }
        return total;
    }
}
