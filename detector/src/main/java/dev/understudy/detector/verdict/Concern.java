package dev.understudy.detector.verdict;

/**
 * What a fault is about. A node has at most one open fault in each concern; those of different concerns may coexist. The
 * order is that in which they are judged.
 */
public enum Concern {
    /** Whether it serves. */
    AVAILABILITY(true, false),
    /** Whether it is reported on. */
    REPORTING(false, true),
    /** Whether a standby holds what its primary held. */
    CONTENT(true, false),
    /** Whether a writer takes writes. */
    WRITES(true, true),
    /** Whether a writer has connections left. */
    ROOM(true, true),
    /** Whether a standby keeps up. */
    PACE(true, false),
    /** Whether what a writer commits reaches the changelog. */
    CHANGELOG(true, true),
    /** How long its resources last. */
    RESOURCES(false, false),
    /** Whether others could do its work. */
    REDUNDANCY(false, false);

    private final boolean ofReign;
    private final boolean yields;

    Concern(boolean ofReign, boolean yields) {
        this.ofReign = ofReign;
        this.yields = yields;
    }

    /** Whether a fault of it is one of the epoch that it was raised in, and means nothing in the next. */
    boolean ofReign() {
        return ofReign;
    }

    /** Not raised while availability is in doubt: then it is the same trouble. */
    boolean yields() {
        return yields;
    }
}
