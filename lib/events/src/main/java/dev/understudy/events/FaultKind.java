package dev.understudy.events;

/** What can be wrong with a node, and what follows from it. */
public enum FaultKind {
    /** The server's process has ended, or nothing listens. */
    PRIMARY_DOWN(Consequence.FAIL_OVER),
    /** It accepts and answers nothing. */
    PRIMARY_HUNG(Consequence.FAIL_OVER),
    /** It answers reads and commits nothing. */
    PRIMARY_STALLED(Consequence.FAIL_OVER_IF_CONFIGURED),
    PRIMARY_READ_ONLY(Consequence.NONE),
    PRIMARY_SATURATED(Consequence.NONE),
    STANDBY_DOWN(Consequence.NONE),
    STANDBY_LAGGING(Consequence.NONE),
    /** What follows the changelog into it has met what it cannot apply, and stands still. */
    STANDBY_HALTED(Consequence.NONE),
    /** It differs from its primary, or holds what the cluster does not. */
    STANDBY_DIVERGED(Consequence.NONE),
    CHANGELOG_STALLED(Consequence.NONE),
    AGENT_SILENT(Consequence.NONE),
    INSTANCE_DOWN(Consequence.TAKE_OUT_OF_ROTATION),
    RESOURCE_EXHAUSTION(Consequence.NONE),
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
