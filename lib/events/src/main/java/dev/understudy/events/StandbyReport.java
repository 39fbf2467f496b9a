package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a standby stands, by the one who follows the changelog into it and compares it with its primary: every second, and at once
 * when something has changed. It says what is seen; what is to be called a fault the detector says.
 *
 * @param scope the cluster
 * @param node the standby
 * @param host the writer's machine
 * @param writer name and start of the writing process
 * @param sequence counts up by one for each node
 * @param at writer's clock, ms
 * @param epoch the epoch that is read
 * @param state what is being done with it
 * @param reason why it stands still or is not followed into; empty where it is
 * @param lagMillis how old the newest change was when it was applied
 * @param applied what it holds, in the engine's notation; null where that is not known
 * @param differences how many the last comparison with the primary found
 * @param different some of them: a table and a key, or an object
 * @param errant what it wrote by itself; empty for nothing
 * @param doubt what was wrong, where it follows again and was not found identical since; empty otherwise
 * @param identicalAgoMillis since it was last found identical with its primary; null if never
 * @param lastGoodSequence the writer's last report of this node in which nothing was wrong; 0 if none
 */
public record StandbyReport(
        String scope,
        String node,
        String host,
        String writer,
        long sequence,
        long at,
        Epoch epoch,
        State state,
        String reason,
        long lagMillis,
        @Nullable String applied,
        long differences,
        List<String> different,
        String errant,
        String doubt,
        @Nullable Long identicalAgoMillis,
        long lastGoodSequence)
        implements HeartbeatRecord {

    /** What is being done with a standby. */
    public enum State {
        /** A connection to it, or to the log, is being made. */
        STARTING,
        FOLLOWING,
        /** It follows, and some of its tables are being copied anew: it is no state that the primary ever had. */
        MENDING,
        /** The whole of it is being copied. */
        SEEDING,
        /** It met what it cannot apply faithfully, and stands still. */
        HALTED,
        /** It is not followed into, since it holds what the cluster does not, or lacks what was cut from it. */
        REFUSED
    }

    public StandbyReport {
        requireNonNull(scope, "scope");
        requireNonNull(node, "node");
        requireNonNull(host, "host");
        requireNonNull(writer, "writer");
        requireNonNull(state, "state");
        epoch = epoch == null ? Epoch.NONE : epoch;
        reason = reason == null ? "" : reason;
        different = different == null ? List.of() : List.copyOf(different);
        errant = errant == null ? "" : errant;
        doubt = doubt == null ? "" : doubt;
    }

    /** Whether it follows, and nothing is known against its being what its primary was. */
    public boolean isSound() {
        return state == State.FOLLOWING && differences == 0 && errant.isEmpty() && doubt.isEmpty();
    }
}
