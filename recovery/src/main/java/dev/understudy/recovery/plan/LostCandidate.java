package dev.understudy.recovery.plan;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.ServerProcess;
import dev.understudy.runtime.config.ClusterConfig;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a plan whose candidate is lost before the plan's end. Pure.
 *
 * <p>A candidate that nobody can have written to is only a standby: another takes its place, and the same server is fenced. One that
 * may have been opened is a writer of an epoch of its own: it is failed over from with all that this asks, or reinstated where it
 * runs again.
 */
final class LostCandidate {

    /** Whatever the node counted as when its verdict was reached. */
    private static final Set<FaultKind> DEATHS =
            EnumSet.of(FaultKind.PRIMARY_DOWN, FaultKind.PRIMARY_HUNG, FaultKind.STANDBY_DOWN);

    private LostCandidate() {}

    /** What to do instead; empty where the plan goes on, or nothing better can be done. */
    static Optional<Decision> instead(ClusterView view, OpenPlan plan) {
        Optional<NodeView> candidate = view.node(plan.candidate());
        if (candidate.isEmpty()) {
            return Optional.empty();
        }
        return plan.mayHaveOpened() ? opened(view, plan, candidate.get()) : unopened(view, plan, candidate.get());
    }

    private static Optional<Decision> unopened(ClusterView view, OpenPlan plan, NodeView candidate) {
        Optional<Decision.Cause> loss = loss(view, candidate).or(() -> stuck(plan, candidate));
        if (loss.isEmpty() || plan.kind() == Plan.BOOTSTRAP) {
            return Optional.empty();
        }
        if (plan.canBeCalledOff()) {
            return Optional.of(new Decision.Cancel(plan, loss.get().verdict()));
        }
        if (plan.kind() == Plan.REINSTATE) {
            return Planner.hasFailed(view)
                    ? Optional.of(new Decision.Cancel(plan, loss.get().verdict()))
                    : Optional.empty();
        }
        Reign reign = view.ledger().reign().orElseThrow();
        String fault = plan.recorded(Step.BURN_EPOCH, "fault");
        return replaced(
                plan,
                loss.get(),
                Planner.begin(
                        view.without(candidate.name()),
                        reign,
                        plan.incident(),
                        "",
                        fault.isEmpty() ? null : new Decision.Cause(fault, plan.recorded(Step.BURN_EPOCH, "verdict")),
                        plan.recorded(Step.BURN_EPOCH, "bootId"),
                        plan.forced()));
    }

    private static Optional<Decision> opened(ClusterView view, OpenPlan plan, NodeView candidate) {
        ServerProcess process = candidate.process();
        ClusterView cut = view.with(view.ledger().cutShort(process == null ? "" : process.bootId()));
        Reign reign = cut.ledger().reign().orElseThrow();
        if (plan.done().containsKey(Step.WRITABLE)) {
            Optional<Decision> again = Planner.reinstate(cut, reign)
                    .flatMap(next ->
                            replaced(plan, new Decision.Cause("", candidate.name() + " was started again"), next));
            if (again.isPresent()) {
                return again;
            }
        }
        Optional<Decision.Cause> loss = loss(view, candidate);
        if (loss.isEmpty()) {
            return Optional.empty();
        }
        if (view.order().filter(order -> !order.planned()).isPresent()) {
            ClusterView.Order order = view.order().get();
            return replaced(
                    plan,
                    loss.get(),
                    Planner.begin(cut, reign, order.incident(), order.to(), null, null, order.force()));
        }
        // Without a journal nobody knows what it has acknowledged before its first change is in the changelog.
        return view.commitsWait() && view.mode() == ClusterConfig.Failover.AUTOMATIC
                ? replaced(
                        plan, loss.get(), Planner.begin(cut, reign, incident(view, reign), "", loss.get(), null, false))
                : Optional.empty();
    }

    private static Optional<Decision> replaced(OpenPlan plan, Decision.Cause loss, Decision next) {
        return next instanceof Decision.Begin begin
                ? Optional.of(new Decision.Instead(plan, loss.verdict(), begin))
                : Optional.empty();
    }

    /** A verdict counts for as long as the node's agent does not say that its server answers. */
    private static Optional<Decision.Cause> loss(ClusterView view, NodeView candidate) {
        if (candidate.answers()) {
            return Optional.empty();
        }
        if (candidate.ended("")) {
            return Optional.of(
                    new Decision.Cause(FaultKind.PRIMARY_DOWN.name(), candidate.name() + " has ended, its agent says"));
        }
        return deaths(view, candidate.name())
                .map(fault -> new Decision.Cause(
                        fault.kind().name(),
                        candidate.name() + " is confirmed as " + fault.kind() + ": " + fault.reason()));
    }

    private static Optional<Fault> deaths(ClusterView view, String node) {
        return view.faults().stream()
                .map(FaultView::fault)
                .filter(fault -> fault.node().equals(node)
                        && fault.phase() == Fault.Phase.CONFIRMED
                        && !fault.shadow()
                        && DEATHS.contains(fault.kind()))
                .findFirst();
    }

    /** It lives, and what it was to apply it cannot. */
    private static Optional<Decision.Cause> stuck(OpenPlan plan, NodeView candidate) {
        boolean stands = plan.next().filter(step -> step == Step.DRAIN).isPresent()
                && !plan.refusal().isEmpty()
                && !candidate.following();
        return stands ? Optional.of(new Decision.Cause("", plan.refusal())) : Optional.empty();
    }

    /** The verdict's where there is one on the epoch's writer. */
    private static String incident(ClusterView view, Reign reign) {
        return view.faults().stream()
                .filter(seen -> seen.keepsClientsAway(reign.writer())
                        && seen.fault().epoch().equals(reign.epoch()))
                .map(seen -> seen.fault().incident())
                .findFirst()
                .orElse("lost/e" + reign.epoch() + "/" + reign.writer());
    }
}
