package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * A journal keeper's own word on what it writes: at its start, at each new binlog file, and now and then between, so that the
 * journal's end can be told without reading all of it. It stands between two transactions of its session, never inside of one.
 *
 * @param cluster the cluster
 * @param epoch the epoch whose writer it reads from
 * @param keeper name and start of the writing process
 * @param session tells this keeper's connections to the primary apart; the {@link RawPart}s that follow name it
 * @param file the binlog file that it reads
 * @param formatDescription that file's format description event, base64, as the primary sent it
 * @param through every transaction of this set is whole in the journal before this record, or was executed before the epoch began
 */
public record KeeperSession(
        String cluster,
        Epoch epoch,
        String keeper,
        String session,
        String file,
        String formatDescription,
        String through)
        implements JournalRecord {

    public KeeperSession {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(keeper, "keeper");
        requireNonNull(session, "session");
        requireNonNull(file, "file");
        requireNonNull(formatDescription, "formatDescription");
        requireNonNull(through, "through");
    }
}
