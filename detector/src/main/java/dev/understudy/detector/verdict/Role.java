package dev.understudy.detector.verdict;

/** What a node is for, by the route in force. */
public enum Role {
    /** The epoch's writer. */
    PRIMARY,
    /** A server of a cluster that is not its writer. */
    STANDBY,
    /** An application instance. */
    INSTANCE,
    /** A server of a cluster whose writer is not known here: nothing is said of its availability. */
    UNASSIGNED
}
