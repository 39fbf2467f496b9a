package dev.understudy.detector.verdict;

import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who writes in each cluster, by the highest epoch ever seen. Not thread-safe.
 *
 * <p>A route without a writer (a planned hold, or no writer to be had) does not end a reign: who wrote last is still the
 * one whose fault matters.
 */
public final class Reigns {

    private record Reign(Epoch epoch, String writer) {}

    private final Set<String> clusters;
    private final Map<String, Reign> reigns = new HashMap<>();

    /**
     * @param clusters the scopes that are known to be database clusters; one that has a route is one too
     */
    public Reigns(Set<String> clusters) {
        this.clusters = Set.copyOf(clusters);
    }

    /** Takes a route; one of an older epoch is not taken. */
    public boolean take(Route route) {
        Reign known = reigns.get(route.cluster());
        if (known != null && route.epoch().isOlderThan(known.epoch())) {
            return false;
        }
        String writer = route.writer();
        if (writer != null) {
            reigns.put(route.cluster(), new Reign(route.epoch(), writer));
        }
        return true;
    }

    public Standing of(String scope, String node) {
        Reign reign = reigns.get(scope);
        if (reign != null) {
            return new Standing(reign.writer().equals(node) ? Role.PRIMARY : Role.STANDBY, reign.epoch());
        }
        return new Standing(clusters.contains(scope) ? Role.UNASSIGNED : Role.INSTANCE, Epoch.NONE);
    }
}
