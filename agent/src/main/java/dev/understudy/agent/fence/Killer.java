package dev.understudy.agent.fence;

import java.util.Optional;

/** Ends a process by force. */
interface Killer {

    /**
     * Sends SIGKILL, which also ends a stopped process.
     *
     * @return empty where it was sent, or the process is gone; otherwise why it was not
     */
    Optional<String> kill(long pid);

    /** The operating system's own. */
    static Killer operatingSystem() {
        return pid -> {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isEmpty()) {
                return Optional.empty();
            }
            try {
                return process.get().destroyForcibly() || !process.get().isAlive()
                        ? Optional.empty()
                        : Optional.of("the operating system refused the signal to process " + pid);
            } catch (IllegalStateException | SecurityException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        };
    }
}
