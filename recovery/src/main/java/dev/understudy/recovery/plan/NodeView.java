package dev.understudy.recovery.plan;

import dev.understudy.events.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * A node as recovery knows it.
 *
 * @param name its name
 * @param promotable whether the configuration lets it reign
 * @param process what its agent last said of the server's process; null if nothing yet
 * @param readOnly what its agent last said; null if unknown
 * @param answers whether its agent's last report says that the server answers
 * @param reportAgeMillis how long ago the agent last reported; {@link Long#MAX_VALUE} if never
 * @param following whether the changelog is being followed into it
 * @param standing in words how its replay stands: {@code following}, {@code halted: ...}, {@code none}
 * @param lagMillis how far its replay is behind
 */
public record NodeView(
        String name,
        boolean promotable,
        @Nullable ServerProcess process,
        @Nullable Boolean readOnly,
        boolean answers,
        long reportAgeMillis,
        boolean following,
        String standing,
        long lagMillis) {

    /** Whether this very start of the server is proven to have ended. */
    boolean ended(String bootId) {
        return process != null
                && process.state() == ServerProcess.State.ENDED
                && (bootId.isEmpty() || process.bootId().equals(bootId));
    }
}
