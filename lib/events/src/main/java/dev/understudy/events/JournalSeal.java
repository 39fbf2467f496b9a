package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * The end of an epoch's journal. What keepers write of this epoch, or of an earlier one, behind it is void for every reader.
 *
 * @param cluster the cluster
 * @param epoch the epoch that has ended
 * @param incident what ended it
 */
public record JournalSeal(String cluster, Epoch epoch, String incident) implements JournalRecord {

    public JournalSeal {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(incident, "incident");
    }
}
