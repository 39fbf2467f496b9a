package dev.understudy.detector.verdict;

/**
 * What is known of a node that is no evidence about it. Its parts change under it.
 *
 * @param reigns who writes, and what recovery does about it
 * @param maintenances which nodes a person works on
 */
public record Circumstances(Reigns reigns, Maintenances maintenances) {

    public Standing of(String scope, String node, long now) {
        return reigns.of(scope, node).in(maintenances.words(scope, node, now));
    }
}
