package dev.understudy.bench.simulation;

/**
 * A broken promise.
 *
 * @param day which day of the run, with which it is played again
 * @param at ms since that day began
 * @param promise which one
 * @param what happened, with what else was going on
 */
public record Violation(int day, long at, Promise promise, String what) {

    /** What is looked at after every verdict. */
    public enum Promise {
        /** Nothing is confirmed that is not so. */
        NO_WRONG_VERDICT,
        /** A verdict is of the epoch in force, and of a node that has that role in it. */
        THIS_EPOCH,
        /** A fail-over rests on two observers, and on something seen. */
        SILENCE_IS_NO_DEATH,
        /** A confirmed fault is cleared after stable evidence, and not while it lasts. */
        CLEARED_WHEN_STABLE,
        /** Suspected, confirmed, cleared: each once, in this order, under one name. */
        SAID_ONCE,
        /** A reason, and evidence with what it was compared with. */
        EXPLAINED
    }

    @Override
    public String toString() {
        return "day " + day + ", " + at + " ms, " + promise + ": " + what;
    }
}
