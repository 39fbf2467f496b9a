package dev.understudy.detector.evidence;

/** What became of a record of evidence. */
public enum Heard {
    FRESH,
    /** Taken, and it shows that the input is being caught up: each record is younger than the one before. */
    BACKLOG,
    /** So much later than this writer's records usually come that it says nothing about now. Not taken. */
    STALE,
    /** An earlier or equal sequence of the same writer. Not taken. */
    REPEATED;

    public boolean taken() {
        return this == FRESH || this == BACKLOG;
    }
}
