package dev.understudy.detector.verdict;

/**
 * What a fault is about. A node has at most one open fault in each concern; those of different concerns may coexist. The
 * order is that in which they are judged.
 */
public enum Concern {
    /** Whether it serves. */
    AVAILABILITY(true, false, true),
    /** Whether it is reported on. */
    REPORTING(false, true, true),
    /** Whether a standby holds what its primary held. */
    CONTENT(true, false, false),
    /** Whether a writer takes writes. */
    WRITES(true, true, true),
    /** Whether a writer has connections left. */
    ROOM(true, true, true),
    /** Whether a standby keeps up. */
    PACE(true, false, true),
    /** Whether what a writer commits reaches the changelog. */
    CHANGELOG(true, true, true),
    /** How long its resources last. */
    RESOURCES(false, false, false),
    /** Whether others could do its work. */
    REDUNDANCY(false, false, false);

    private final boolean ofReign;
    private final boolean yields;
    private final boolean excused;

    Concern(boolean ofReign, boolean yields, boolean excused) {
        this.ofReign = ofReign;
        this.yields = yields;
        this.excused = excused;
    }

    /** Whether a fault of it is one of the epoch that it was raised in, and means nothing in the next. */
    boolean ofReign() {
        return ofReign;
    }

    /** Not raised while availability is in doubt: then it is the same trouble. */
    boolean yields() {
        return yields;
    }

    /** Whether a node that is worked on is expected to show such faults. What they would lose, or cost others, is told all the same. */
    boolean isExcused() {
        return excused;
    }
}
