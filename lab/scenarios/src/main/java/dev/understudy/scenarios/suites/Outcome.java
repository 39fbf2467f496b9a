package dev.understudy.scenarios.suites;

/** What became of one file. */
enum Outcome {
    /** The standby was the same at every look. */
    IDENTICAL,
    /** The standby was not the same: a fault. */
    DIFFERENT,
    /** The replay halted, and said why. */
    HALTED,
    /** The connector met what it cannot read. */
    CONNECTOR_ENDED,
    /** The standby did not come after, and nobody said why: a fault. */
    STUCK,
    /** Nothing of it reached the primary's history. */
    LEFT_OUT
}
