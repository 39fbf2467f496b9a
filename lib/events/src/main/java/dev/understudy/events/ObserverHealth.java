package dev.understudy.events;

import org.jspecify.annotations.Nullable;

/**
 * How an observer itself is doing.
 *
 * @param loopLagMillis by how much its own timer was late
 * @param echoMillis how long a connection to itself over the same kind of path took
 * @param descriptorsUsed open file descriptors
 * @param descriptorsAllowed their limit
 * @param otherTargetsFailing how many other nodes it sees failing at the same time
 */
public record ObserverHealth(
        @Nullable Double loopLagMillis,
        @Nullable Double echoMillis,
        @Nullable Long descriptorsUsed,
        @Nullable Long descriptorsAllowed,
        @Nullable Integer otherTargetsFailing) {

    public static final ObserverHealth UNKNOWN = new ObserverHealth(null, null, null, null, null);
}
