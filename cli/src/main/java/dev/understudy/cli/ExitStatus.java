package dev.understudy.cli;

import dev.understudy.runtime.ServiceProcess;

/** What a command's exit status says. */
public final class ExitStatus {

    public static final int OK = 0;

    /** It ran, and what it looked at is not well: a verdict of {@code failed}, a service down. */
    public static final int FAILED = 1;

    /** The command line or the configuration cannot be used. */
    public static final int USAGE = ServiceProcess.EXIT_CONFIGURATION;

    /** The other side refused, with a reason. */
    public static final int REFUSED = 3;

    /** A successor has taken over; do not restart this one. */
    static final int SUPERSEDED = ServiceProcess.EXIT_SUPERSEDED;

    /** No answer in time. */
    public static final int TIMED_OUT = 5;

    /** Two servers are not the same. */
    public static final int DIFFERENT = 6;

    /** Whether two servers are the same could not be found out in full. */
    public static final int UNDECIDED = 7;

    /** A fatal hazard stands: to fail over would not be safe. */
    static final int UNSAFE = 8;

    private ExitStatus() {}
}
