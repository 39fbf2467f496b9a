package dev.understudy.cli.quickstart;

/** What the quickstart does to the primary. */
public enum FaultChoice {
    /** SIGKILL. */
    KILL,
    /** SIGSTOP: it exists, accepts, and answers nothing. */
    HANG,
    NONE
}
