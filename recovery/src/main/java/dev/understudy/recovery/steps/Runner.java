package dev.understudy.recovery.steps;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.SelfReport;
import dev.understudy.recovery.certificate.Certificate;
import dev.understudy.recovery.certificate.Issuer;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.Decision;
import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Step;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a plan's steps one after the other, and records each. One thread. */
public final class Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final Context context;
    /** Read at the start: a file that went since must not keep a plan from its end. */
    private final Issuer issuer;

    private final Records records;
    private final MeterRegistry metrics;
    private final Fencing fencing;
    private final Tail tail;
    private final CatchUp catchUp;
    private final Quiescing quiescing;
    private final Sealing sealing;
    private final JournalHandOver journal;
    private final Promotion promotion;
    private final Connecting connecting;

    public Runner(Context context, Records records, MeterRegistry metrics) {
        this.context = context;
        this.issuer = Issuer.of(context.config().certificateKeyFile());
        this.records = records;
        this.metrics = metrics;
        this.fencing = new Fencing(context);
        this.tail = new Tail(context);
        this.catchUp = new CatchUp(context, tail);
        this.quiescing = new Quiescing(context, tail);
        this.sealing = new Sealing(context, tail, catchUp, records);
        this.journal = new JournalHandOver(context);
        this.promotion = new Promotion(context, journal);
        this.connecting = new Connecting(context);
    }

    /**
     * Burns an epoch for a new plan, and takes its steps as {@link #run} does; nothing is touched before that is committed. A fail-over's epoch is
     * committed with the first step that touches anything.
     */
    public void begin(Decision.Begin begin, BooleanSupplier wanted) throws SQLException, InterruptedException {
        Batch batch = new Batch();
        begin(batch, begin);
        if (begin.kind() == RecoveryStep.Plan.FAIL_OVER) {
            context.log().carry(batch);
        } else {
            context.log().commit(batch);
        }
        takeSteps(wanted);
    }

    /** Ends a plan whose candidate is lost, and begins the next; nobody sees the one without the other. */
    public void instead(Decision.Instead instead) {
        OpenPlan plan = instead.plan();
        LOG.warn("{} of epoch {} is cut short: {}", plan.kind(), plan.epoch(), instead.reason());
        Batch batch = new Batch();
        if (plan.mayHaveOpened() && !plan.done().containsKey(Step.WRITABLE)) {
            batch.step(records.step(
                    plan,
                    Step.WRITABLE.recorded(),
                    RecoveryStep.State.DONE,
                    plan.candidate() + " may have been opened",
                    Map.of("bootId", instead.begin().bootId())));
        }
        Map<String, Object> cutShort = Map.of(Ledger.CUT_SHORT, instead.reason());
        Map<String, Object> details = plan.mayHaveOpened() && plan.moves() ? certificate(plan, cutShort) : cutShort;
        batch.step(
                records.step(plan, "certificate", RecoveryStep.State.ENDED, "cut short: " + instead.reason(), details));
        begin(batch, instead.begin());
        context.log().commit(batch);
    }

    private void begin(Batch batch, Decision.Begin begin) {
        Epoch before = context.log().ledger().burnt();
        Epoch epoch = before.next();
        LOG.warn("{} of {} begins: epoch {}, candidate {}", begin.kind(), context.cluster(), epoch, begin.candidate());
        batch.step(records.step(
                begin.kind(),
                begin.incident(),
                epoch,
                Step.BURN_EPOCH.recorded(),
                RecoveryStep.State.DONE,
                "epoch " + epoch + " for " + begin.candidate(),
                cause(begin)));
        if (begin.forced()) {
            batch.step(records.step(
                    begin.kind(),
                    begin.incident(),
                    epoch,
                    Ledger.ORDER,
                    RecoveryStep.State.DONE,
                    "a person vouches for the fence",
                    Map.of("force", true)));
        }
        if (begin.kind() == RecoveryStep.Plan.SWITCH_OVER) {
            // Of the epoch that still is: what ends it is not known yet.
            batch.route(records.route(
                    before,
                    Route.State.HOLDING,
                    null,
                    begin.incident(),
                    "a planned switch-over to " + begin.candidate() + " is under way"));
        }
    }

    private Map<String, Object> cause(Decision.Begin begin) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("candidate", begin.candidate());
        if (begin.from() != null) {
            details.put("from", begin.from());
            context.observations()
                    .report(begin.from())
                    .map(SelfReport::executed)
                    .ifPresent(executed -> details.put("lastKnown", executed));
        }
        details.put("bootId", begin.bootId());
        if (begin.cause() != null) {
            details.put("fault", begin.cause().fault());
            details.put("verdict", begin.cause().verdict());
        }
        return details;
    }

    /** Takes back what a planned switch-over has done so far; see {@link Quiescing#undo}. */
    public void undo(OpenPlan plan, boolean failed) throws SQLException {
        quiescing.undo(plan, failed);
    }

    /**
     * Takes steps until the plan is over, or one of them is refused.
     *
     * @param wanted false once the plan is to be ended where it stands: no step waits for what cannot come any more
     */
    public void run(BooleanSupplier wanted) throws SQLException, InterruptedException {
        context.log().settle();
        takeSteps(wanted);
    }

    private void takeSteps(BooleanSupplier wanted) throws SQLException, InterruptedException {
        Optional<OpenPlan> plan = context.log().ledger().open();
        while (plan.isPresent() && context.running().getAsBoolean()) {
            Optional<Step> step = plan.get().next();
            if (step.isEmpty()) {
                end(plan.get());
                return;
            }
            long started = System.nanoTime();
            Outcome outcome = perform(plan.get(), step.get(), wanted);
            metrics.timer("understudy.failover.duration", "phase", step.get().recorded())
                    .record(Duration.ofNanos(System.nanoTime() - started));
            if (outcome instanceof Outcome.Refused refused) {
                if (wanted.getAsBoolean()) {
                    refuse(plan.get(), step.get(), refused.reason());
                }
                context.log().settle();
                return;
            }
            if (outcome instanceof Outcome.Done done) {
                record(plan.get(), step.get(), done);
            }
            plan = context.log().ledger().open();
        }
    }

    private Outcome perform(OpenPlan plan, Step step, BooleanSupplier wanted)
            throws SQLException, InterruptedException {
        return switch (step) {
            case BURN_EPOCH -> throw new IllegalStateException("a plan without a burnt epoch: " + plan.incident());
            case QUIESCE -> quiescing.perform(plan);
            case FENCE -> fence(plan);
            case RESCUE_TAIL -> plan.kind() == RecoveryStep.Plan.REINSTATE ? catchUp.perform(plan) : tail.perform(plan);
            case SEAL -> sealing.seal(plan);
            case DRAIN -> sealing.drain(plan, wanted);
            case PROMOTE -> promotion.promote(plan);
            case WRITABLE -> promotion.open(plan);
            case CONNECTOR -> connecting.connect(plan, wanted);
            case FIRST_CANARY -> connecting.firstChange(plan, wanted);
        };
    }

    /** The point of no return is recorded before the command is sent; where there is nothing to be ended any more, with what comes next. */
    private Outcome fence(OpenPlan plan) throws InterruptedException {
        if (!plan.fencing()) {
            Batch batch = new Batch()
                    .step(records.step(
                            plan,
                            Step.FENCE.recorded(),
                            RecoveryStep.State.STARTED,
                            "from here on the plan finishes",
                            Map.of()));
            fencing.close(plan).ifPresent(batch::close);
            Optional<Outcome> over = fencing.isOver(plan);
            if (over.isPresent()) {
                context.log().carry(batch);
                return over.get();
            }
            context.log().commit(batch);
        }
        return fencing.perform(plan, plan.refusal().isEmpty() ? context.config().fence() : AGAIN);
    }

    private void record(OpenPlan plan, Step step, Outcome.Done done) {
        LOG.info("{} {}: {}", plan.kind(), step.recorded(), done.reason());
        Batch batch = new Batch()
                .step(records.step(plan, step.recorded(), RecoveryStep.State.DONE, done.reason(), done.details()));
        String candidate = plan.candidate();
        if (step == Step.PROMOTE) {
            // The keepers attach while the rest is done.
            journal.opening(plan, String.valueOf(done.details().get("executed")))
                    .ifPresent(batch::open);
        } else if (step == Step.WRITABLE) {
            batch.route(
                    records.route(plan.epoch(), Route.State.HANDING_OVER, candidate, plan.incident(), "handing over"));
        } else if (step == Step.FIRST_CANARY) {
            batch.route(records.route(plan.epoch(), Route.State.SERVING, candidate, plan.incident(), ""));
        }
        if (travels(step, done)) {
            context.log().carry(batch);
        } else {
            context.log().commit(batch);
        }
    }

    /** What comes next begins with a transaction, and who finds nothing of this step finds the same again. */
    private static boolean travels(Step step, Outcome.Done done) {
        return step == Step.RESCUE_TAIL
                || (step == Step.FENCE
                        && Fencing.PROCESS_ENDED.equals(done.details().get(Fencing.PROOF)));
    }

    /** Said once; held clients are told at once where there is no writer. */
    private void refuse(OpenPlan plan, Step step, String reason) {
        if (plan.refusal().equals(reason)) {
            return;
        }
        LOG.error("{} of {} waits at {}: {}", plan.kind(), context.cluster(), step.recorded(), reason);
        Batch batch =
                new Batch().step(records.step(plan, step.recorded(), RecoveryStep.State.REFUSED, reason, Map.of()));
        if (!plan.done().containsKey(Step.WRITABLE) && !plan.canBeCalledOff()) {
            batch.route(records.route(plan.epoch(), Route.State.UNAVAILABLE, null, plan.incident(), reason));
        }
        context.log().commit(batch);
    }

    private void end(OpenPlan plan) {
        Map<String, Object> details = plan.moves() ? certificate(plan, Map.of()) : Map.of();
        LOG.info("{} of {} is over: epoch {}", plan.kind(), context.cluster(), plan.epoch());
        context.log()
                .commit(new Batch()
                        .step(records.step(
                                plan, "certificate", RecoveryStep.State.ENDED, "epoch " + plan.epoch(), details)));
    }

    /**
     * @param more what is signed with it
     */
    private Map<String, Object> certificate(OpenPlan plan, Map<String, Object> more) {
        Map<String, Object> document =
                new LinkedHashMap<>(Certificate.of(plan, context.engine(), System.currentTimeMillis()));
        document.putAll(more);
        return issuer.issue(document);
    }
}
