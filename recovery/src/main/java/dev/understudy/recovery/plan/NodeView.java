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
 * @param verified what comparisons with the primary have found
 * @param history how its history agrees with the cluster's
 * @param hazards what the pre-flight has against its promotion
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
        long lagMillis,
        Verified verified,
        History history,
        Hazards hazards) {

    /**
     * How a node's history agrees with the cluster's.
     *
     * @param logOffset the changelog offset up to which it was followed into
     * @param errant transactions on a standby that the cluster does not know, for a person; empty for none
     * @param lost transactions that the changelog holds, and that a writer came back without; empty for none
     */
    public record History(long logOffset, String errant, String lost) {

        /** Nothing is known against it. */
        public static final History AGREES = new History(0, "", "");
    }

    /**
     * What the pre-flight has against a promotion.
     *
     * @param first the first thing, in words; empty for none
     * @param firm whether nobody can set it aside
     */
    public record Hazards(String first, boolean firm) {

        /** Nothing. */
        public static final Hazards NONE = new Hazards("", false);
    }

    /**
     * What comparisons with the primary have found.
     *
     * @param ageMillis since the last one that found the two identical; {@link Long#MAX_VALUE} where there was none
     * @param differences that the last one found
     */
    public record Verified(long ageMillis, long differences) {

        /** Nothing yet. */
        public static final Verified NOT = new Verified(Long.MAX_VALUE, 0);
    }

    /** A node of which no comparison is known, and that has no hazard. */
    public NodeView(
            String name,
            boolean promotable,
            @Nullable ServerProcess process,
            @Nullable Boolean readOnly,
            boolean answers,
            long reportAgeMillis,
            boolean following,
            String standing,
            long lagMillis) {
        this(
                name,
                promotable,
                process,
                readOnly,
                answers,
                reportAgeMillis,
                following,
                standing,
                lagMillis,
                Verified.NOT,
                History.AGREES,
                Hazards.NONE);
    }

    /** Whether this very start of the server is proven to have ended. */
    boolean ended(String bootId) {
        return process != null
                && process.state() == ServerProcess.State.ENDED
                && (bootId.isEmpty() || process.bootId().equals(bootId));
    }
}
