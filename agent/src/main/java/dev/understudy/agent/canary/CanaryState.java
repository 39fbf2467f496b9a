package dev.understudy.agent.canary;

import dev.understudy.agent.route.Reign.Role;
import dev.understudy.events.Canary;
import dev.understudy.events.Canary.Cause;
import dev.understudy.events.Canary.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How the write probe stands: the last finished attempt, and the one that is under way. Immutable.
 *
 * @param last the last finished attempt; null where none tells anything
 * @param lastCommitAt when one last committed, ms since 1970; 0 if none did
 * @param begunNanos when the attempt under way began, {@code System.nanoTime()}; null where none is
 */
record CanaryState(
        @Nullable Canary last, long lastCommitAt, @Nullable Long begunNanos) {

    static final CanaryState NEW = new CanaryState(null, 0, null);

    /** Commits that take longer than this are shown as waiting while they last. */
    private static final double WAITING_MILLIS = 100;

    CanaryState begun(long nowNanos) {
        return new CanaryState(last, lastCommitAt, nowNanos);
    }

    CanaryState committed(double millis, long atMillis) {
        return new CanaryState(new Canary(Outcome.COMMITTED, millis, atMillis), atMillis, null);
    }

    CanaryState refusedAsItShould(double millis) {
        return new CanaryState(new Canary(Outcome.REFUSED_AS_IT_SHOULD, millis, lastCommitAt), lastCommitAt, null);
    }

    CanaryState failed(double millis, Why why) {
        return new CanaryState(
                new Canary(Outcome.FAILED, millis, why.cause(), why.text(), lastCommitAt), lastCommitAt, null);
    }

    /**
     * An attempt on a node that is not to be written to.
     *
     * @param refused whether it was refused
     */
    CanaryState finished(boolean refused, Role role, double millis) {
        if (refused) {
            return refusedAsItShould(millis);
        }
        // Where no writer is known, an open server may still be the old one whom nobody has fenced yet: no verdict.
        return role == Role.OTHER
                ? failed(millis, Why.notTried("accepts writes and is not the writer"))
                : new CanaryState(null, lastCommitAt, null);
    }

    /** How long the attempt under way has lasted, ms; 0 where none is. */
    double waitingMillis(long nowNanos) {
        return begunNanos == null ? 0 : (nowNanos - begunNanos) / 1e6;
    }

    /**
     * What the self-report says.
     *
     * @param why the reason for the wait, where it is known
     */
    @Nullable
    Canary view(long nowNanos, @Nullable Why why) {
        double waiting = waitingMillis(nowNanos);
        if (waiting <= WAITING_MILLIS) {
            return last;
        }
        return new Canary(
                Outcome.WAITING,
                waiting,
                why == null ? Cause.UNKNOWN : why.cause(),
                why == null ? null : why.text(),
                lastCommitAt);
    }
}
