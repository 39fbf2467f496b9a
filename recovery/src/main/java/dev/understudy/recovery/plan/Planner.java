package dev.understudy.recovery.plan;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.ServerProcess;
import dev.understudy.recovery.plan.ClusterView.Order;
import dev.understudy.runtime.config.ClusterConfig.Failover;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a cluster needs next. Pure; refuses where it does not know. */
public final class Planner {

    private Planner() {}

    public static Decision decide(ClusterView view) {
        Optional<OpenPlan> open = view.ledger().open();
        if (open.isPresent()) {
            return goOn(view, open.get());
        }
        Optional<Reign> reign = view.ledger().reign();
        if (reign.isEmpty()) {
            return bootstrap(view);
        }
        if (view.order().isPresent()) {
            return ordered(view, reign.get(), view.order().get());
        }
        Optional<Decision> reinstated = reinstate(view, reign.get());
        if (reinstated.isPresent()) {
            return reinstated.get();
        }
        return verdict(view, reign.get())
                .map(fault -> failOver(view, reign.get(), fault))
                .orElseGet(() ->
                        new Decision.Wait("nothing is wrong with " + reign.get().writer()));
    }

    /** Before the fence a cleared fault cancels; after it the plan finishes. */
    private static Decision goOn(ClusterView view, OpenPlan plan) {
        if (plan.canBeCalledOff() && !plan.refusal().isEmpty()) {
            return new Decision.Cancel(plan, plan.refusal());
        }
        if (plan.kind() == Plan.REINSTATE
                && !plan.refusal().isEmpty()
                && !plan.done().containsKey(Step.SEAL)) {
            Optional<String> instead = insteadOfReinstating(view, plan);
            if (instead.isPresent()) {
                return new Decision.Cancel(plan, instead.get());
            }
        }
        if (plan.kind() == Plan.FAIL_OVER && !plan.fencing() && cleared(view, plan.incident())) {
            return new Decision.Cancel(plan, "the fault was cleared before the fence was begun");
        }
        return LostCandidate.instead(view, plan).orElseGet(() -> new Decision.GoOn(plan));
    }

    /** Nothing was touched yet by a reinstatement that cannot go on. */
    private static Optional<String> insteadOfReinstating(ClusterView view, OpenPlan plan) {
        if (view.order().isPresent()) {
            return Optional.of("a person ordered a fail-over instead");
        }
        return view.node(plan.candidate())
                .filter(writer -> !writer.history().lost().isEmpty())
                .map(writer ->
                        writer.name() + " came back without " + writer.history().lost());
    }

    private static boolean cleared(ClusterView view, String incident) {
        return view.faults().stream()
                .anyMatch(seen ->
                        seen.fault().incident().equals(incident) && seen.fault().phase() == Fault.Phase.CLEARED);
    }

    private static Decision bootstrap(ClusterView view) {
        NodeView primary = view.node(view.primary()).orElseThrow();
        return primary.answers()
                ? new Decision.Begin(Plan.BOOTSTRAP, "bootstrap", primary.name(), null, "", null, false)
                : new Decision.Wait("the first primary " + primary.name() + " does not answer yet");
    }

    /** A primary that restarted in place comes up read-only, and is still the epoch's writer. */
    static Optional<Decision> reinstate(ClusterView view, Reign reign) {
        NodeView writer = view.node(reign.writer()).orElseThrow();
        ServerProcess process = writer.process();
        if (process == null || !writer.answers() || !Boolean.TRUE.equals(writer.readOnly())) {
            return Optional.empty();
        }
        boolean restarted = process.state() == ServerProcess.State.RUNNING
                && !reign.bootId().isEmpty()
                && !process.bootId().equals(reign.bootId());
        if (!restarted) {
            return Optional.empty();
        }
        String incident = "reinstate/e" + reign.epoch() + "/" + process.bootId();
        if (!writer.history().lost().isEmpty()) {
            return Optional.of(replace(view, reign, incident, writer.history().lost()));
        }
        return Optional.of(new Decision.Begin(
                Plan.REINSTATE, incident, writer.name(), writer.name(), process.bootId(), null, false));
    }

    /** A primary that came back with less than the log holds would give the numbers of what it lost a second time. */
    private static Decision replace(ClusterView view, Reign reign, String incident, String lost) {
        String why = reign.writer() + " came back without " + lost + ", which the changelog holds: ";
        if (view.mode() != Failover.AUTOMATIC) {
            return new Decision.OnlyReport(
                    incident,
                    why + "it does not reign again, and a standby that has them may be promoted: understudy failover");
        }
        Decision begun = begin(view, reign, incident, "", null, null, false);
        return begun instanceof Decision.Refuse refused ? new Decision.Refuse(incident, why + refused.reason()) : begun;
    }

    /** The verdict to act upon: confirmed, live, of this epoch, on its writer, fresh, of a kind that has this consequence. */
    private static Optional<FaultView> verdict(ClusterView view, Reign reign) {
        return view.faults().stream()
                .filter(seen -> seen.fault().phase() == Fault.Phase.CONFIRMED)
                .filter(seen -> !seen.fault().shadow())
                .filter(seen -> seen.fault().kind().consequence() == FaultKind.Consequence.FAIL_OVER)
                // A plan that was called off has used up an epoch, and the route may carry that.
                .filter(seen -> !seen.fault().epoch().isOlderThan(reign.epoch()))
                .filter(seen -> seen.fault().node().equals(reign.writer()))
                .filter(seen -> seen.ageMillis() <= view.limits().verdictMaxAgeMillis() || writerIsGone(view, reign))
                .min(Comparator.comparingLong(FaultView::ageMillis));
    }

    /** What a restart of recovery must not forget: an old verdict on a server whose agent still says that it has ended. */
    private static boolean writerIsGone(ClusterView view, Reign reign) {
        return view.node(reign.writer())
                .filter(node -> node.ended(reign.bootId()))
                .isPresent();
    }

    private static Decision failOver(ClusterView view, Reign reign, FaultView seen) {
        Fault fault = seen.fault();
        if (view.mode() != Failover.AUTOMATIC) {
            return new Decision.OnlyReport(
                    fault.incident(),
                    "would fail over from " + reign.writer() + ", but failover is "
                            + view.mode().name().toLowerCase(java.util.Locale.ROOT)
                            + "; a person can order it: understudy failover");
        }
        if (!reign.handedOver() && !view.commitsWait()) {
            return new Decision.Refuse(
                    fault.incident(),
                    "epoch " + reign.epoch()
                            + " is handing over: its first change is not in the changelog yet, so what "
                            + reign.writer() + " acknowledged cannot be known; understudy failover --force goes on");
        }
        long coolFor = view.ledger().lastFailOverEnd() + view.limits().coolDownMillis() - view.nowMillis();
        if (view.ledger().lastFailOverEnd() > 0 && coolFor > 0) {
            return new Decision.Refuse(
                    fault.incident(),
                    "the cool-down after the last fail-over lasts " + coolFor
                            + " ms more; a person's order is never barred: understudy failover");
        }
        return begin(view, reign, fault.incident(), "", Decision.Cause.of(fault), fault.bootId(), false);
    }

    private static Decision ordered(ClusterView view, Reign reign, Order order) {
        return order.planned()
                ? switchOver(view, reign, order)
                : begin(view, reign, order.incident(), order.to(), null, null, order.force());
    }

    private static Decision switchOver(ClusterView view, Reign reign, Order order) {
        SwitchOver looked = SwitchOver.of(view, order.to());
        if (!looked.goesOn()) {
            return new Decision.Decline(order.incident(), "no switch-over begins: " + looked.objections());
        }
        String bootId = view.node(reign.writer())
                .map(NodeView::process)
                .map(ServerProcess::bootId)
                .orElse(reign.bootId());
        return new Decision.Begin(
                Plan.SWITCH_OVER, order.incident(), looked.target().orElseThrow(), reign.writer(), bootId, null, false);
    }

    /** Whether a verdict says that the writer has failed, whatever may be done about it. */
    public static boolean hasFailed(ClusterView view) {
        return view.ledger().reign().flatMap(reign -> verdict(view, reign)).isPresent();
    }

    /**
     * A fail-over from a reign's writer, or why there is none.
     *
     * @param to whom to promote; empty to choose
     * @param ended which start of the writer is ended; null for the one that was opened
     */
    static Decision begin(
            ClusterView view,
            Reign reign,
            String incident,
            String to,
            Decision.@Nullable Cause cause,
            @Nullable String ended,
            boolean forced) {
        Candidates candidates = Candidates.of(view, reign, to, forced);
        if (candidates.best().isEmpty()) {
            return new Decision.Refuse(incident, "no standby can be promoted: " + candidates.objections());
        }
        String bootId = ended == null ? reign.bootId() : ended;
        String candidate = candidates.best().get().name();
        return new Decision.Begin(Plan.FAIL_OVER, incident, candidate, reign.writer(), bootId, cause, forced);
    }

    /** Why a node would not be promoted without anybody's force; empty where it would be. */
    public static String objection(ClusterView view, String node) {
        Optional<NodeView> known = view.node(node);
        return view.ledger()
                .reign()
                .flatMap(reign -> known.map(standby -> Candidates.objection(view, reign, standby, "", false)))
                .orElse("there is no writer yet");
    }
}
