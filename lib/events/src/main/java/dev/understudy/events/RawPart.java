package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * One whole transaction as it stands in the binlog, or one part of a large one. This record is the Kafka record's header
 * {@link JournalRecord#HEADER}; the Kafka record's value are the bytes: events from the GTID event on, each with its header and
 * checksum. The parts of a transaction joined in their order are its events; where they are cut has no meaning, an event may lie in several.
 *
 * @param cluster the cluster
 * @param epoch the epoch whose writer wrote it
 * @param session the {@link KeeperSession} that it belongs to; parts of different sessions stand mixed
 * @param gtid its global id, in the engine's own notation
 * @param part which part of this transaction, from 0
 * @param last true for the transaction's last part: with it the transaction is whole
 * @param file the binlog file
 * @param end where the part's last event ends in that file, bytes; it may lie beyond 4 GiB
 */
public record RawPart(
        String cluster, Epoch epoch, String session, String gtid, int part, boolean last, String file, long end)
        implements JournalRecord {

    public RawPart {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(session, "session");
        requireNonNull(gtid, "gtid");
        requireNonNull(file, "file");
        if (part < 0 || end < 0) {
            throw new IllegalArgumentException("part and end are never negative: " + part + ", " + end);
        }
    }
}
