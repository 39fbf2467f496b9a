package dev.understudy.agent.process;

import org.jspecify.annotations.Nullable;

/** The operating system's processes. */
public interface ProcessTable {

    /** One process now; null where there is none of that id. */
    @Nullable
    ProcStat stat(long pid);

    /** When a process started, ms since 1970, right to about a second. */
    long startedAtMillis(ProcStat process);
}
