package dev.understudy.detector.verdict;

import dev.understudy.events.Epoch;

/**
 * Where a node stands.
 *
 * @param role what it is for
 * @param epoch its cluster's epoch; 0 for a service
 */
public record Standing(Role role, Epoch epoch) {}
