package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An order of recovery to an agent. Keyed by {@link #node}. It names what it ends, so that a late or repeated one can end
 * nothing else, and it expires.
 *
 * @param id the same order, sent twice, has the same id
 * @param kind what is to be done
 * @param cluster the cluster
 * @param node whose agent is to act
 * @param epoch the epoch that is ended
 * @param bootId the start of the server that is ended; where a tail is shipped null, or the start of a server that runs and takes no writes
 * @param incident what it belongs to
 * @param at recovery's clock, ms
 * @param validMillis how long after its arrival at the agent it may be acted upon
 * @param after where a tail is shipped: the transaction set that is not wanted
 */
public record Command(
        String id,
        Kind kind,
        String cluster,
        String node,
        Epoch epoch,
        @Nullable String bootId,
        String incident,
        long at,
        long validMillis,
        @Nullable String after)
        implements UnderstudyRecord {

    public enum Kind {
        /** SIGKILL the server's process, and prove that it has ended. */
        FENCE_KILL,
        /** Read-only, end all client sessions, read the final set; after a short deadline SIGKILL. */
        FENCE_READ_ONLY,
        /** Read the binlog's tail from the disk of a server that has ended, or that {@link #bootId} names, and write it to the journal. */
        SHIP_TAIL,
        /** The same of a server that lives and reigns no more: what it writes meanwhile may be missing. */
        SHIP_DIVERGENT
    }

    public Command {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(cluster, "cluster");
        requireNonNull(node, "node");
        requireNonNull(epoch, "epoch");
        requireNonNull(incident, "incident");
        if (validMillis < 0) {
            throw new IllegalArgumentException("validMillis is never negative: " + validMillis);
        }
    }
}
