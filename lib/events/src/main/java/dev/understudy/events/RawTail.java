package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * One transaction that the connector did not deliver, copied from the journal before the marker, or a part of one.
 *
 * @param cluster the cluster
 * @param epoch the epoch whose writer wrote it
 * @param part which part of this transaction, from 0
 * @param last true for the transaction's last part
 * @param transaction the events
 */
public record RawTail(String cluster, Epoch epoch, int part, boolean last, RawTransaction transaction)
        implements ChangelogRecord {

    public RawTail {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(transaction, "transaction");
    }
}
