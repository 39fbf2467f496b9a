package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * From here on no lease is given on this epoch or an earlier one. Written by the cluster's owner; the first step of sealing a journal.
 *
 * @param cluster the cluster
 * @param epoch the epoch that ends
 * @param incident what ends it
 */
public record EpochClosed(String cluster, Epoch epoch, String incident) implements LeaseRecord {

    public EpochClosed {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(incident, "incident");
    }

    @Override
    public String key() {
        return cluster;
    }
}
