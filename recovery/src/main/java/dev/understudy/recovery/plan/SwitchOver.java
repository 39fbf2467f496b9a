package dev.understudy.recovery.plan;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a planned switch-over may begin: each thing that was looked at, and what stands in its way. Pure.
 *
 * @param target who is to write; empty where nobody can be named
 * @param checks in the order in which they were looked at
 */
public record SwitchOver(Optional<String> target, List<Check> checks) {

    /**
     * One thing that was looked at.
     *
     * @param name of what, one word
     * @param ok whether it lets the switch-over begin
     * @param found what was found; where it stands in the way, what to do
     */
    public record Check(String name, boolean ok, String found) {}

    public SwitchOver {
        checks = List.copyOf(checks);
    }

    /**
     * @param to whom the person named; empty to choose the best
     */
    public static SwitchOver of(ClusterView view, String to) {
        List<Check> checks = new ArrayList<>();
        Optional<Reign> reign = view.ledger().reign();
        if (reign.isEmpty()) {
            checks.add(new Check("writer", false, "there is no writer yet: wait until the cluster is ready"));
            return new SwitchOver(Optional.empty(), checks);
        }
        checks.add(new Check(
                "writer",
                true,
                reign.get().writer() + " writes in epoch " + reign.get().epoch()));
        checks.add(noPlan(view.ledger()));
        checks.add(handedOver(reign.get()));
        checks.add(primary(view, reign.get()));
        checks.add(faults(view, reign.get()));
        Optional<NodeView> target = target(view, reign.get(), to, checks);
        target.ifPresent(node -> standby(view, reign.get(), node, checks));
        return new SwitchOver(target.map(NodeView::name), checks);
    }

    /** These checks and one more. */
    public SwitchOver and(Check more) {
        List<Check> all = new ArrayList<>(checks);
        all.add(more);
        return new SwitchOver(target, all);
    }

    /** Whether it may begin. */
    public boolean goesOn() {
        return target.isPresent() && checks.stream().allMatch(Check::ok);
    }

    /** What stands in the way; empty where nothing does. */
    public String objections() {
        return checks.stream().filter(check -> !check.ok()).map(Check::found).collect(Collectors.joining("; "));
    }

    private static Check noPlan(Ledger ledger) {
        return ledger.open()
                .map(plan -> new Check(
                        "plan",
                        false,
                        plan.kind() + " to epoch " + plan.epoch()
                                + " is under way: wait until it is over (understudy status)"))
                .orElse(new Check("plan", true, "no other plan is under way"));
    }

    private static Check handedOver(Reign reign) {
        return reign.handedOver()
                ? new Check("hand-over", true, "the changes of epoch " + reign.epoch() + " are in the changelog")
                : new Check(
                        "hand-over",
                        false,
                        "epoch " + reign.epoch()
                                + " is handing over, and its first change is not in the changelog yet: wait until it is");
    }

    private static Check primary(ClusterView view, Reign reign) {
        Optional<NodeView> known = view.node(reign.writer());
        ServerProcess process = known.map(NodeView::process).orElse(null);
        if (known.isEmpty() || process == null || !known.get().answers()) {
            return new Check(
                    "primary",
                    false,
                    reign.writer() + " does not answer its agent, or that does not report: see to both first;"
                            + " understudy failover is for a primary that has failed");
        }
        if (!reign.bootId().isEmpty() && !process.bootId().equals(reign.bootId())) {
            return new Check(
                    "primary", false, reign.writer() + " has started again: wait until it is reinstated by itself");
        }
        if (Boolean.TRUE.equals(known.get().readOnly())) {
            return new Check(
                    "primary",
                    false,
                    reign.writer() + " is read-only, and Understudy has not made it so: find out who has");
        }
        return new Check("primary", true, reign.writer() + " answers and takes writes");
    }

    private static Check faults(ClusterView view, Reign reign) {
        return view.faults().stream()
                .map(FaultView::fault)
                .filter(fault -> fault.node().equals(reign.writer()) && !fault.shadow())
                .filter(fault -> fault.phase() != Fault.Phase.CLEARED)
                .filter(fault -> !fault.epoch().isOlderThan(reign.epoch()))
                .filter(fault -> fault.kind().consequence() == FaultKind.Consequence.FAIL_OVER)
                .findFirst()
                .map(fault -> new Check(
                        "faults",
                        false,
                        fault.node() + " is " + fault.phase().name().toLowerCase(java.util.Locale.ROOT) + " as "
                                + fault.kind() + ": wait until that is cleared, or failed over"))
                .orElse(new Check("faults", true, "none of " + reign.writer() + " is open"));
    }

    private static Optional<NodeView> target(ClusterView view, Reign reign, String to, List<Check> checks) {
        if (to.isEmpty()) {
            Candidates candidates = Candidates.of(view, reign, "", false);
            checks.add(candidates
                    .best()
                    .map(best -> new Check("target", true, best.name() + " is the best standby"))
                    .orElseGet(() ->
                            new Check("target", false, "no standby can be promoted: " + candidates.objections())));
            return candidates.best();
        }
        Optional<NodeView> named = view.node(to);
        if (named.isEmpty()) {
            String nodes = view.nodes().stream().map(NodeView::name).collect(Collectors.joining(", "));
            checks.add(new Check("target", false, "there is no node " + to + "; there are " + nodes));
            return Optional.empty();
        }
        if (to.equals(reign.writer())) {
            checks.add(new Check("target", false, to + " is the writer already: there is nothing to do"));
            return Optional.empty();
        }
        checks.add(new Check("target", true, to + " is a standby of the cluster"));
        return named;
    }

    private static void standby(ClusterView view, Reign reign, NodeView node, List<Check> checks) {
        if (!node.following()) {
            checks.add(new Check(
                    "follows",
                    false,
                    node.name() + " does not follow the changelog (" + node.standing()
                            + "): understudy status says more"));
            return;
        }
        checks.add(new Check("follows", true, node.name() + " follows the changelog"));
        long most = view.limits().switchLagMillis();
        checks.add(
                node.lagMillis() <= most
                        ? new Check("lag", true, node.lagMillis() + " ms")
                        : new Check(
                                "lag",
                                false,
                                node.name() + " lags by " + node.lagMillis() + " ms, and at most " + most
                                        + " ms are waited out: wait, or raise recovery.switchOver.maxLag"));
        String objection = Candidates.objection(view, reign, node, node.name(), false);
        checks.add(
                objection.isEmpty()
                        ? new Check("promotable", true, "nothing stands against " + node.name())
                        : new Check("promotable", false, node.name() + " " + objection));
    }
}
