package dev.understudy.agent.process;

import dev.understudy.events.ServerProcess;
import dev.understudy.events.ServerProcess.State;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Follows one server through its starts and ends.
 *
 * <pre>
 *   (unknown) ──pid found──▶ RUNNING ◀──SIGCONT / SIGSTOP──▶ STOPPED
 *                              │                               │
 *                              └────────gone, or another───────┘
 *                                       start time
 *                                           ▼
 *                                         ENDED ──a new start found──▶ RUNNING, of another boot id
 * </pre>
 *
 * <p>{@link #look} is called by one thread; {@link #current} by any.
 */
public final class ProcessFollower {

    private final String host;
    private final ProcessTable processes;
    private final PidSource source;
    private @Nullable BootId boot;
    private volatile @Nullable ServerProcess current;

    /**
     * @param lastBootId what an earlier start of this agent followed, so that an end in between is noticed; null for none
     */
    public ProcessFollower(String host, ProcessTable processes, PidSource source, @Nullable String lastBootId) {
        this.host = host;
        this.processes = processes;
        this.source = source;
        BootId last = lastBootId == null ? null : BootId.parse(lastBootId);
        this.boot = last != null && last.host().equals(host) ? last : null;
    }

    /** The server's process as last seen; null before one was ever found. */
    public @Nullable ServerProcess current() {
        return current;
    }

    /** Whether this very start of a process is still there, asked now. For any thread. */
    public boolean isThere(ServerProcess process) {
        BootId id = BootId.parse(process.bootId());
        ProcStat stat = processes.stat(process.pid());
        return id != null && stat != null && id.is(stat);
    }

    /** Looks again, and says whether anything has changed. */
    public boolean look() {
        ServerProcess before = current;
        BootId followed = boot;
        if (followed != null && (before == null || before.state() != State.ENDED)) {
            current = describe(followed);
        }
        ServerProcess now = current;
        if (now == null || now.state() == State.ENDED) {
            begin();
        }
        return current != null && !current.equals(before);
    }

    private ServerProcess describe(BootId followed) {
        ProcStat stat = processes.stat(followed.pid());
        State state = stat == null || !followed.is(stat) ? State.ENDED : stat.meaning();
        return new ServerProcess(followed.pid(), followed.toString(), state);
    }

    private void begin() {
        OptionalLong pid = source.find(processes);
        if (pid.isEmpty()) {
            return;
        }
        ProcStat stat = processes.stat(pid.getAsLong());
        if (stat == null || stat.meaning() == State.ENDED || (boot != null && boot.is(stat))) {
            return;
        }
        BootId found = BootId.of(host, stat);
        boot = found;
        current = new ServerProcess(found.pid(), found.toString(), stat.meaning());
    }
}
