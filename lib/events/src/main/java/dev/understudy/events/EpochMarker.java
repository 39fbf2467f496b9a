package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * The seal between two epochs in the changelog. Every reader discards the transaction that is open at a marker, and after
 * it takes only records whose {@code source.name} is {@link #connector}.
 *
 * @param cluster the cluster
 * @param epoch the epoch that begins here
 * @param writer its writer
 * @param cut every whole transaction before the marker, in the engine's own notation
 * @param connector the {@code topic.prefix} of the new epoch's connector
 * @param incident what made it
 */
public record EpochMarker(String cluster, Epoch epoch, String writer, String cut, String connector, String incident)
        implements ChangelogRecord {

    public EpochMarker {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(writer, "writer");
        requireNonNull(cut, "cut");
        requireNonNull(connector, "connector");
        requireNonNull(incident, "incident");
    }

    /** The connector's name and topic prefix of an epoch: {@code orders-e3}. */
    public static String connectorOf(String cluster, Epoch epoch) {
        return cluster + "-e" + epoch;
    }
}
