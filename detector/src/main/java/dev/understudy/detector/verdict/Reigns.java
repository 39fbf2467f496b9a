package dev.understudy.detector.verdict;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.Route;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who writes in each cluster, by the highest epoch ever seen, and what recovery is changing about that. Not thread-safe.
 *
 * <p>A route without a writer (a planned hold, or no writer to be had) does not end a reign: who wrote last is still the
 * one whose fault matters.
 */
public final class Reigns {

    /** The plans that take a cluster's writer away, or make it one. */
    private static final Set<Plan> OF_THE_WRITER =
            EnumSet.of(Plan.BOOTSTRAP, Plan.FAIL_OVER, Plan.SWITCH_OVER, Plan.REINSTATE);
    /** How a refusal is recorded that no plan followed from. */
    private static final String DECISION = "decision";

    private record Reign(Epoch epoch, String writer, boolean settled, long since) {}

    /** A cluster's plan; over where it has no words. */
    private record Work(String words, long endedAt) {}

    private final Set<String> clusters;
    private final Map<String, Reign> reigns = new HashMap<>();
    private final Map<String, Work> works = new HashMap<>();

    /**
     * @param clusters the scopes that are known to be database clusters; one that has a route is one too
     */
    public Reigns(Set<String> clusters) {
        this.clusters = Set.copyOf(clusters);
    }

    /** Takes a route; one of an older epoch is not taken. */
    public boolean take(Route route, long now) {
        Reign known = reigns.get(route.cluster());
        if (known != null && route.epoch().isOlderThan(known.epoch())) {
            return false;
        }
        String writer = route.writer();
        if (writer != null) {
            boolean same = known != null
                    && known.writer().equals(writer)
                    && known.epoch().equals(route.epoch());
            boolean settled = route.state() == Route.State.SERVING;
            reigns.put(
                    route.cluster(),
                    new Reign(route.epoch(), writer, settled, same && known != null ? known.since() : now));
        }
        return true;
    }

    /** Takes a step of recovery's; those that leave the writer alone do not matter. */
    public void take(RecoveryStep step, long now) {
        if (!concernsTheWriter(step)) {
            return;
        }
        boolean over = step.state() == RecoveryStep.State.ENDED || step.step().equals(DECISION);
        Work known = works.get(step.cluster());
        if (!over) {
            String plan = step.plan().name().toLowerCase(Locale.ROOT).replace('_', '-');
            works.put(step.cluster(), new Work(plan + " of epoch " + step.epoch(), now));
        } else if (known != null && !known.words().isEmpty()) {
            works.put(step.cluster(), new Work("", now));
        }
    }

    /** Whether a step is one of a plan that takes a cluster's writer away, or makes it one. */
    public static boolean concernsTheWriter(RecoveryStep step) {
        return OF_THE_WRITER.contains(step.plan());
    }

    /** Where a node stands; whether anybody works on it is not known here. */
    public Standing of(String scope, String node) {
        Reign reign = reigns.get(scope);
        Work work = works.getOrDefault(scope, new Work("", 0));
        if (reign != null) {
            Role role = reign.writer().equals(node) ? Role.PRIMARY : Role.STANDBY;
            long since = Math.max(reign.since(), work.endedAt());
            return new Standing(role, reign.epoch(), reign.settled(), work.words(), since, "");
        }
        Role role = clusters.contains(scope) ? Role.UNASSIGNED : Role.INSTANCE;
        return new Standing(role, Epoch.NONE, false, work.words(), 0, "");
    }
}
