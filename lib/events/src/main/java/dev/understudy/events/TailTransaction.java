package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * One whole transaction, or one part of a large one, raw from the binlog file of a server that has ended.
 *
 * @param cluster the cluster
 * @param epoch the epoch whose writer wrote it
 * @param commandId the command that it answers
 * @param part which part of this transaction, from 0
 * @param last true for the transaction's last part
 * @param transaction the events
 */
public record TailTransaction(
        String cluster, Epoch epoch, String commandId, int part, boolean last, RawTransaction transaction)
        implements TailRecord {

    public TailTransaction {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(commandId, "commandId");
        requireNonNull(transaction, "transaction");
    }
}
