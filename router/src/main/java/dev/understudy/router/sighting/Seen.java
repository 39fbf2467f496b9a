package dev.understudy.router.sighting;

import dev.understudy.events.Probe;
import org.jspecify.annotations.Nullable;

/**
 * What is worth telling of a node.
 *
 * @param connections how many show it
 * @param answeredAgoMillis how long ago the node last answered anything; null if never
 */
record Seen(Probe probe, int connections, @Nullable Long answeredAgoMillis) {}
