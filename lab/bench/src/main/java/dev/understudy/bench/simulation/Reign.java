package dev.understudy.bench.simulation;

import dev.understudy.events.Epoch;

/**
 * Who writes.
 *
 * @param writer the node's number
 */
record Reign(Epoch epoch, int writer) {}
