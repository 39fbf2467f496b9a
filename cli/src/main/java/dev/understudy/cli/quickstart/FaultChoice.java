package dev.understudy.cli.quickstart;

/** What the quickstart does to the primary. */
public enum FaultChoice {
    /** SIGKILL. */
    KILL,
    /** SIGSTOP: it exists, accepts, and answers nothing. */
    HANG,
    /** SIGKILL, its data folder deleted, and SIGKILL to the agent beside it: as if the host were gone. */
    VANISH,
    NONE
}
