package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The end of a shipped tail.
 *
 * @param cluster the cluster
 * @param epoch the epoch whose writer wrote it
 * @param commandId the command that it answers
 * @param complete whether the binlog was read to its end; otherwise {@link #reason} says what stood in the way
 * @param transactions how many whole transactions were shipped
 * @param finalSet every transaction that the old server's binlog holds whole; null if it could not be told
 * @param reason in words
 */
public record TailEnd(
        String cluster,
        Epoch epoch,
        String commandId,
        boolean complete,
        int transactions,
        @Nullable String finalSet,
        String reason)
        implements TailRecord {

    public TailEnd {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(commandId, "commandId");
        reason = reason == null ? "" : reason;
    }
}
