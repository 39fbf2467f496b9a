package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.ChangelogRecord;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTail;
import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The rescued tail and the epoch's marker go into the changelog, and the candidate drains it to the marker. */
final class Sealing {

    /** How long the candidate is waited for before it is asked whether it still is one. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Context context;
    private final Tail tail;
    private final CatchUp catchUp;
    private final Records records;

    Sealing(Context context, Tail tail, CatchUp catchUp, Records records) {
        this.context = context;
        this.tail = tail;
        this.catchUp = catchUp;
        this.records = records;
    }

    /** Tail, marker and the step's record in one Kafka transaction: a successor finds all of them, or none. */
    Outcome seal(OpenPlan plan) throws SQLException {
        String candidate = plan.candidate();
        Epoch old = context.log().ledger().reign().map(Reign::epoch).orElse(Epoch.NONE);
        Optional<List<RawTail>> rescued = rescued(plan, old, candidate);
        if (rescued.isEmpty()) {
            return new Outcome.Refused(
                    "what was rescued from the old primary cannot be read from the journal: is Kafka well?");
        }
        List<RawTail> raw = rescued.get();
        String changelogEnd = tail.received(candidate).text();
        TransactionSet cut = cut(plan, candidate, raw);
        List<ChangelogRecord> log = new ArrayList<>(raw);
        log.add(new EpochMarker(
                context.cluster(),
                plan.epoch(),
                candidate,
                cut.text(),
                EpochMarker.connectorOf(context.cluster(), plan.epoch()),
                plan.incident()));
        context.log().commitToChangelog(log, offset -> {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("markerOffset", offset);
            details.put("cut", cut.text());
            details.put("copied", raw.size());
            details.put("changelogEnd", changelogEnd);
            return new Batch()
                    .step(records.step(
                            plan,
                            Step.SEAL.recorded(),
                            RecoveryStep.State.DONE,
                            "the changelog is sealed at offset " + offset,
                            details));
        });
        return new Outcome.Recorded();
    }

    /** Empty where it cannot be read. */
    private Optional<List<RawTail>> rescued(OpenPlan plan, Epoch old, String candidate) throws SQLException {
        if (plan.moves()) {
            return tail.forChangelog(plan, old, tail.received(candidate));
        }
        if (plan.recorded(Step.RESCUE_TAIL, Tail.COMMAND).isEmpty()) {
            return Optional.of(List.of());
        }
        Reign reign = context.log().ledger().reign().orElseThrow();
        return tail.forChangelog(plan, old, catchUp.received(reign));
    }

    Outcome drain(OpenPlan plan, BooleanSupplier wanted) throws SQLException, InterruptedException {
        String candidate = plan.candidate();
        long marker = Long.parseLong(plan.recorded(Step.SEAL, "markerOffset"));
        Optional<Replay> replay = context.replays().of(candidate);
        if (replay.isEmpty()) {
            Server server = context.servers().get(candidate);
            // A successor's first: an owner that was frozen in the middle of a transaction keeps its locks until it is
            // ended.
            server.claim();
            context.replays().follow(server);
            replay = context.replays().of(candidate);
        }
        if (!drained(replay.orElseThrow(), marker, wanted)) {
            Replay.Progress progress = replay.orElseThrow().progress();
            return new Outcome.Refused(candidate + " has not drained the changelog to offset " + marker + ": it is at "
                    + progress.nextOffset() + ", " + progress.state() + " " + progress.reason());
        }
        context.replays().stop(candidate);
        Replay.Progress progress = replay.orElseThrow().progress();
        return new Outcome.Done(
                candidate + " has applied everything",
                Map.of("applied", progress.applied().text(), "void", progress.voidRecords()));
    }

    private boolean drained(Replay replay, long marker, BooleanSupplier wanted) throws InterruptedException {
        long deadline = System.nanoTime() + context.config().drain().toNanos();
        while (System.nanoTime() < deadline && wanted.getAsBoolean()) {
            if (replay.awaitApplied(marker + 1, LOOK)) {
                return true;
            }
            Replay.State state = replay.progress().state();
            if (state != Replay.State.STARTING && state != Replay.State.FOLLOWING) {
                return false;
            }
        }
        return false;
    }

    private TransactionSet cut(OpenPlan plan, String candidate, List<RawTail> raw) throws SQLException {
        if (!plan.moves()) {
            return context.servers()
                    .get(candidate)
                    .read(connection -> context.engine().executed(connection));
        }
        TransactionSet cut = tail.received(candidate);
        if (plan.recorded(Step.RESCUE_TAIL, "complete").equals("true")) {
            // A binlog does not name what its server adopted when it was promoted; the log has it all.
            return cut.union(context.engine().transactions(plan.recorded(Step.RESCUE_TAIL, "finalSet")));
        }
        for (RawTail part : raw) {
            cut = cut.plus(part.transaction().gtid());
        }
        return cut;
    }
}
