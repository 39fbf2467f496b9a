package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An agent's answer to a fencing command.
 *
 * @param commandId the command that it answers
 * @param epoch the epoch that was ended
 * @param bootId the start of the server that was ended
 * @param outcome what was proven
 * @param finalSet the server's transaction set, read after it could acknowledge nothing more; null if it could not be read
 * @param detail in words
 */
public record FenceReport(
        String commandId,
        Epoch epoch,
        String bootId,
        Outcome outcome,
        @Nullable String finalSet,
        String detail) {

    public enum Outcome {
        /** The process is proven to have ended. */
        PROCESS_ENDED,
        /** Read-only, every client session gone, the final set read afterwards. */
        READ_ONLY,
        /** Not carried out: expired, another boot id, an older epoch, not permitted. */
        REFUSED
    }

    public FenceReport {
        requireNonNull(commandId, "commandId");
        requireNonNull(epoch, "epoch");
        requireNonNull(bootId, "bootId");
        requireNonNull(outcome, "outcome");
        requireNonNull(detail, "detail");
    }
}
