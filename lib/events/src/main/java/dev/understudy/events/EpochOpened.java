package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * An epoch's writer is about to take writes: the keepers attach to it now, before any route names it, so that its first commit finds one.
 *
 * @param cluster the cluster
 * @param epoch the epoch that begins
 * @param node its writer
 * @param address where the writer listens
 * @param startSet all that the writer has executed before the epoch's first transaction, the engine's notation; empty where it is not
 *     known, as in a cluster's first epoch
 * @param incident what begins it
 */
public record EpochOpened(String cluster, Epoch epoch, String node, Address address, String startSet, String incident)
        implements LeaseRecord {

    public EpochOpened {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(node, "node");
        requireNonNull(address, "address");
        startSet = startSet == null ? "" : startSet;
        incident = incident == null ? "" : incident;
    }

    @Override
    public String key() {
        return cluster + "/opened";
    }
}
