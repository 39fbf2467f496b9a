package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The write probe: one small commit on a writable node; on any other a read, and a check that a write is refused.
 *
 * @param outcome how the newest attempt stands
 * @param millis how long the commit took, or how long it has been waiting
 * @param cause what keeps it from committing; null where nothing does, or where the writer does not say
 * @param reason the same in words, as the server put it; null where there is nothing to say
 * @param lastCommitAt when a canary last committed, by the writer's clock; 0 if none did
 */
public record Canary(
        Outcome outcome,
        double millis,
        @Nullable Cause cause,
        @Nullable String reason,
        long lastCommitAt) {

    public enum Outcome {
        COMMITTED,
        /** The node is not the epoch's writer, and refuses writes as it must. */
        REFUSED_AS_IT_SHOULD,
        WAITING,
        FAILED
    }

    /** What keeps a canary from committing. */
    public enum Cause {
        DISK_FULL,
        /** A read lock, a backup's lock, or another session's lock on the canary's own row. */
        LOCK,
        /** Nobody has acknowledged it. That is the acknowledgers' trouble, and never one to fail over for. */
        SEMI_SYNC,
        READ_ONLY,
        /** It was not attempted: the agent and the server do not agree on the epoch, or no session could be opened. */
        NOT_TRIED,
        /** The server does not tell. */
        UNKNOWN
    }

    public Canary {
        requireNonNull(outcome, "outcome");
    }

    /** Where nothing keeps it. */
    public Canary(Outcome outcome, double millis, long lastCommitAt) {
        this(outcome, millis, null, null, lastCommitAt);
    }
}
