package dev.understudy.detector.verdict;

import dev.understudy.events.Epoch;

/**
 * Where a node stands.
 *
 * @param role what it is for
 * @param epoch its cluster's epoch; 0 for a service
 * @param settled whether the epoch's first change has reached the changelog, and clients are routed
 * @param plan what recovery is doing with the cluster's writer, in words; empty for nothing
 * @param since since when it stands so, or since the last such plan ended, detector's clock, ms
 * @param maintenance that a person works on it, in words; empty where nobody does
 */
public record Standing(Role role, Epoch epoch, boolean settled, String plan, long since, String maintenance) {

    Standing in(String words) {
        return new Standing(role, epoch, settled, plan, since, words);
    }
}
