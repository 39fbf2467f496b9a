package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The write probe: one small commit on a writable node; on any other a read, and a check that a write is refused.
 *
 * @param outcome how the newest attempt stands
 * @param millis how long the commit took, or how long it has been waiting
 * @param reason why it waits or failed, where the agent can tell: disk full, read lock, semi-sync wait, read-only
 * @param lastCommitAt when a canary last committed, by the writer's clock; 0 if none did
 */
public record Canary(
        Outcome outcome, double millis, @Nullable String reason, long lastCommitAt) {

    public enum Outcome {
        COMMITTED,
        /** The node is not the epoch's writer, and refuses writes as it must. */
        REFUSED_AS_IT_SHOULD,
        WAITING,
        FAILED
    }

    public Canary {
        requireNonNull(outcome, "outcome");
    }
}
