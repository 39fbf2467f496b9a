package dev.understudy.events;

/** What can be wrong with a node, and what follows from it. */
public enum FaultKind {
    /** The server's process has ended, or nothing listens. */
    PRIMARY_DOWN(Consequence.FAIL_OVER),
    /** It accepts and answers nothing. */
    PRIMARY_HUNG(Consequence.FAIL_OVER),
    /** It answers reads and commits nothing. No fail-over is configured for it yet; for want of an acknowledgement none ever is. */
    PRIMARY_STALLED(Consequence.FAIL_OVER_IF_CONFIGURED),
    /** The epoch's writer refuses writes, and no plan explains it. */
    PRIMARY_READ_ONLY(Consequence.NONE),
    /** Its connections are used up. */
    PRIMARY_SATURATED(Consequence.NONE),
    STANDBY_DOWN(Consequence.NONE),
    /** What it applies is old. */
    STANDBY_LAGGING(Consequence.NONE),
    /** What follows the changelog into it has met what it cannot apply, and stands still. */
    STANDBY_HALTED(Consequence.NONE),
    /** It differs from its primary, or holds what the cluster does not. */
    STANDBY_DIVERGED(Consequence.NONE),
    /** What the writer commits reaches no standby: its connector's trouble, or Kafka's. */
    CHANGELOG_STALLED(Consequence.NONE),
    /** Its own reports are missing, while others are heard. */
    AGENT_SILENT(Consequence.NONE),
    INSTANCE_DOWN(Consequence.TAKE_OUT_OF_ROTATION),
    /** Its disk, its memory or its connections come to their end. */
    RESOURCE_EXHAUSTION(Consequence.NONE),
    /** It is the last healthy member, or all healthy members are on its machine. */
    SINGLE_POINT_OF_FAILURE(Consequence.NONE);

    /** What a confirmed fault of this kind leads to. */
    public enum Consequence {
        FAIL_OVER,
        FAIL_OVER_IF_CONFIGURED,
        TAKE_OUT_OF_ROTATION,
        /** Reported, never acted upon. */
        NONE
    }

    private final Consequence consequence;

    FaultKind(Consequence consequence) {
        this.consequence = consequence;
    }

    public Consequence consequence() {
        return consequence;
    }
}
