package dev.understudy.recovery.plan;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.ServerProcess;
import dev.understudy.recovery.plan.ClusterView.Order;
import dev.understudy.runtime.config.ClusterConfig.Failover;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
        if (plan.kind() == Plan.FAIL_OVER && !plan.fencing() && cleared(view, plan.incident())) {
            return new Decision.Cancel(plan, "the fault was cleared before the fence was begun");
        }
        return new Decision.GoOn(plan);
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
    private static Optional<Decision> reinstate(ClusterView view, Reign reign) {
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
        return Optional.of(new Decision.Begin(
                Plan.REINSTATE,
                "reinstate/e" + reign.epoch() + "/" + process.bootId(),
                writer.name(),
                writer.name(),
                process.bootId(),
                null,
                false));
    }

    /** The verdict to act upon: confirmed, live, of this epoch, on its writer, fresh, of a kind that has this consequence. */
    private static Optional<FaultView> verdict(ClusterView view, Reign reign) {
        return view.faults().stream()
                .filter(seen -> seen.fault().phase() == Fault.Phase.CONFIRMED)
                .filter(seen -> !seen.fault().shadow())
                .filter(seen -> seen.fault().kind().consequence() == FaultKind.Consequence.FAIL_OVER)
                .filter(seen -> seen.fault().epoch().equals(reign.epoch()))
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
        if (!reign.handedOver()) {
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
        return begin(view, reign, fault.incident(), "", fault, false);
    }

    private static Decision ordered(ClusterView view, Reign reign, Order order) {
        return begin(view, reign, order.incident(), order.to(), null, order.force());
    }

    private static Decision begin(
            ClusterView view,
            Reign reign,
            String incident,
            String to,
            @org.jspecify.annotations.Nullable Fault fault,
            boolean forced) {
        List<String> against = new ArrayList<>();
        for (NodeView node : view.nodes()) {
            String objection = objection(view, reign, node, to, forced);
            if (objection.isEmpty()) {
                String bootId = fault != null && fault.bootId() != null ? fault.bootId() : reign.bootId();
                return new Decision.Begin(Plan.FAIL_OVER, incident, node.name(), reign.writer(), bootId, fault, forced);
            }
            if (!node.name().equals(reign.writer())) {
                against.add(node.name() + " " + objection);
            }
        }
        return new Decision.Refuse(
                incident,
                "no standby can be promoted: " + (against.isEmpty() ? "there is none" : String.join("; ", against)));
    }

    /** Why a node would not be promoted without anybody's force; empty where it would be. */
    public static String objection(ClusterView view, String node) {
        Optional<NodeView> known = view.node(node);
        return view.ledger()
                .reign()
                .flatMap(reign -> known.map(standby -> objection(view, reign, standby, "", false)))
                .orElse("there is no writer yet");
    }

    private static String objection(ClusterView view, Reign reign, NodeView node, String to, boolean forced) {
        if (node.name().equals(reign.writer())) {
            return "is the old primary";
        }
        if (!to.isEmpty() && !node.name().equals(to)) {
            return "was not asked for";
        }
        if (!node.promotable()) {
            return "is not promotable by configuration";
        }
        if (node.process() != null && node.process().state() != ServerProcess.State.RUNNING) {
            return "is " + node.process().state().name().toLowerCase(java.util.Locale.ROOT);
        }
        if (!node.following()) {
            return "does not follow the changelog (" + node.standing() + ")";
        }
        if (node.lagMillis() > view.limits().maxLagMillis()) {
            return "lags by " + node.lagMillis() + " ms";
        }
        String hazardous = hazardous(node.hazards(), forced);
        if (!hazardous.isEmpty()) {
            return hazardous;
        }
        return forced ? "" : unverified(view.limits().verifiedWithinMillis(), node.verified());
    }

    /** What a pre-flight found fatal: some of it a person may set aside. */
    private static String hazardous(NodeView.Hazards hazards, boolean forced) {
        if (hazards.first().isEmpty() || (forced && !hazards.firm())) {
            return "";
        }
        return "has a fatal hazard against it (" + hazards.first() + ")"
                + (hazards.firm()
                        ? "; nothing sets that aside: understudy preflight has the remedy"
                        : "; understudy preflight has the remedy, understudy failover --force sets it aside");
    }

    /** Only where the configuration asks: a person may set it aside. */
    private static String unverified(long within, NodeView.Verified verified) {
        String override = "; understudy failover --force sets recovery.verify.requireWithin aside";
        if (within == 0) {
            return "";
        }
        if (verified.differences() > 0) {
            return "differs from the primary in " + verified.differences() + " places" + override;
        }
        if (verified.ageMillis() > within) {
            return (verified.ageMillis() == Long.MAX_VALUE
                            ? "was never found identical to the primary"
                            : "was last found identical to the primary " + verified.ageMillis() / 1_000 + " s ago")
                    + ", and must have been within " + within / 1_000 + " s" + override;
        }
        return "";
    }
}
