package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * The server's process as the operating system shows it.
 *
 * @param pid its process id
 * @param bootId names this very start of the server: host, pid and start time; a restarted server has another
 * @param state what the operating system says of it
 */
public record ServerProcess(long pid, String bootId, State state) {

    public enum State {
        RUNNING,
        /** Stopped by a signal or a debugger: it exists and does nothing. */
        STOPPED,
        /** Seen running under this boot id, and gone now. */
        ENDED
    }

    public ServerProcess {
        requireNonNull(bootId, "bootId");
        requireNonNull(state, "state");
    }
}
