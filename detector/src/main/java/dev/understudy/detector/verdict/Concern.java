package dev.understudy.detector.verdict;

/** What a fault is about. A node has at most one open fault in each concern; those of different concerns may coexist. */
public enum Concern {
    /** Whether it serves. */
    AVAILABILITY,
    /** Whether it is reported on. Not raised while availability is in doubt: then it is the same trouble. */
    REPORTING,
    /** Whether a standby holds what its primary held. */
    CONTENT
}
