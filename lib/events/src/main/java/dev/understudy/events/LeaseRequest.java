package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A keeper asks to go on. It holds the lease once it has read this record back and found no {@link EpochClosed} before it, until
 * {@link #millis} after the moment <em>before</em> it wrote this, by its own monotonic clock.
 *
 * @param cluster the cluster
 * @param epoch the epoch whose commits it acknowledges
 * @param keeper name and start of the keeper's process, such as {@code keeper-a@1700000000000}
 * @param sequence counts up by one in that process
 * @param millis how long it lasts: who closes the epoch waits no shorter
 * @param connection the number of its connection on the primary: by it others tell it from whoever else acknowledges; null while it has
 *     none
 */
public record LeaseRequest(
        String cluster,
        Epoch epoch,
        String keeper,
        long sequence,
        long millis,
        @Nullable Long connection) implements LeaseRecord {

    public LeaseRequest {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(keeper, "keeper");
        if (millis <= 0) {
            throw new IllegalArgumentException("millis is at least 1: " + millis);
        }
    }

    @Override
    public String key() {
        return cluster + "/" + keeper;
    }
}
