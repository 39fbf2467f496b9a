package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * A keeper has read the close of an epoch and acknowledges nothing of it any more: its lease need not be waited for.
 *
 * @param cluster the cluster
 * @param epoch the epoch that was closed
 * @param keeper name and start of the keeper's process
 */
public record KeeperStopped(String cluster, Epoch epoch, String keeper) implements LeaseRecord {

    public KeeperStopped {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(keeper, "keeper");
    }

    @Override
    public String key() {
        return cluster + "/" + keeper + "/stopped";
    }
}
