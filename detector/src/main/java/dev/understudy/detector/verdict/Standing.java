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
 */
public record Standing(Role role, Epoch epoch, boolean settled, String plan, long since) {}
