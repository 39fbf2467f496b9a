package dev.understudy.recovery.plan;

import dev.understudy.events.ServerProcess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may be promoted, and who best. Pure.
 *
 * @param best empty where nobody may
 * @param against each standby that may not, with the reason
 */
record Candidates(Optional<NodeView> best, List<String> against) {

    /** How many records one standby may be behind another and still count as far: what a moment brings. */
    private static final long AS_FAR = 1_000;

    Candidates {
        against = List.copyOf(against);
    }

    /**
     * Among those that may be promoted: first who is not known to differ, then who was followed into furthest, then who was found
     * identical with the primary; the configuration's order decides between equals.
     *
     * @param to whom to promote; empty to choose
     * @param forced a person sets aside what can be set aside
     */
    static Candidates of(ClusterView view, Reign reign, String to, boolean forced) {
        List<String> against = new ArrayList<>();
        List<NodeView> eligible = new ArrayList<>();
        for (NodeView node : view.nodes()) {
            String objection = objection(view, reign, node, to, forced);
            if (objection.isEmpty()) {
                eligible.add(node);
            } else if (!node.name().equals(reign.writer())) {
                against.add(node.name() + " " + objection);
            }
        }
        return new Candidates(best(eligible), against);
    }

    String objections() {
        return against.isEmpty() ? "there is none" : String.join("; ", against);
    }

    private static Optional<NodeView> best(List<NodeView> eligible) {
        List<NodeView> same = eligible.stream()
                .filter(node -> node.verified().differences() == 0)
                .toList();
        List<NodeView> considered = same.isEmpty() ? eligible : same;
        long furthest = considered.stream()
                .mapToLong(node -> node.history().logOffset())
                .max()
                .orElse(0);
        // The first of those that compare as equal: the configuration's order.
        return considered.stream()
                .min(Comparator.<NodeView>comparingLong(node -> behind(node, furthest))
                        .thenComparing(node -> node.verified().ageMillis() == Long.MAX_VALUE));
    }

    private static long behind(NodeView node, long furthest) {
        long behind = furthest - node.history().logOffset();
        return behind <= AS_FAR ? 0 : behind;
    }

    /** Why a node may not be promoted; empty where it may. */
    static String objection(ClusterView view, Reign reign, NodeView node, String to, boolean forced) {
        if (node.name().equals(reign.writer())) {
            return "is the old primary";
        }
        if (!to.isEmpty() && !node.name().equals(to)) {
            return "was not asked for";
        }
        if (!node.promotable()) {
            return "is not promotable by configuration";
        }
        if (node.reportAgeMillis() == Long.MAX_VALUE) {
            return "has no agent that reports: start one beside it";
        }
        if (node.process() != null && node.process().state() != ServerProcess.State.RUNNING) {
            return "is " + node.process().state().name().toLowerCase(Locale.ROOT);
        }
        if (!node.following()) {
            return "does not follow the changelog (" + node.standing() + ")";
        }
        if (!node.history().errant().isEmpty()) {
            return "holds transactions that the cluster does not know, "
                    + node.history().errant() + ": understudy reseed copies it anew";
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
