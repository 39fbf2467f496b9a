package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What an observer saw of a node that is not its own.
 *
 * @param scope the node's cluster or service
 * @param node the node that was looked at
 * @param observer who looked: an agent's or a router's name
 * @param host the observer's machine
 * @param path what it looked with
 * @param writer name and start of the observing process
 * @param sequence counts up by one for each node observed
 * @param at writer's clock, ms
 * @param epoch the highest epoch that the observer has seen
 * @param probe what it saw
 * @param connections how many connections show the same; 1 for a probe
 * @param answeredAgoMillis how long ago this observer last saw the node answer; null if never
 * @param health how the observer itself is doing: the sick one may be the one who looks
 */
public record Sighting(
        String scope,
        String node,
        String observer,
        String host,
        Path path,
        String writer,
        long sequence,
        long at,
        Epoch epoch,
        Probe probe,
        int connections,
        @Nullable Long answeredAgoMillis,
        ObserverHealth health)
        implements HeartbeatRecord {

    public enum Path {
        /** A connection made for the purpose. */
        PROBE,
        /** What clients' real connections met. */
        TRAFFIC
    }

    public Sighting {
        requireNonNull(scope, "scope");
        requireNonNull(node, "node");
        requireNonNull(observer, "observer");
        requireNonNull(host, "host");
        requireNonNull(path, "path");
        requireNonNull(writer, "writer");
        requireNonNull(probe, "probe");
        epoch = epoch == null ? Epoch.NONE : epoch;
        health = health == null ? ObserverHealth.UNKNOWN : health;
    }
}
