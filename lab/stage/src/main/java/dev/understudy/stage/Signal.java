package dev.understudy.stage;

/** What can be sent to a child. */
public enum Signal {
    /** Freezes it: every thread stands still, its sockets stay open. */
    STOP,
    /** Lets a frozen one go on. */
    CONT,
    /** Asks it to end in good order. */
    TERM,
    /** Ends it at once. */
    KILL
}
