package dev.understudy.agent.process;

import dev.understudy.events.ServerProcess;

/**
 * One line of {@code /proc/<pid>/stat}, as far as it is needed.
 *
 * @param pid the process id
 * @param state the kernel's letter: R, S, D, T, t, Z, X and others
 * @param threads how many threads it still has
 * @param startTicks when it started, in clock ticks since the machine's boot: with the pid it names one process for good
 */
public record ProcStat(long pid, char state, int threads, long startTicks) {

    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START = 19;

    /**
     * Reads the line. The command's name stands in brackets and may hold anything, so the fields are counted from its end.
     *
     * @throws IllegalArgumentException where the line is not of that form
     */
    public static ProcStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 1 || close < open) {
            throw new IllegalArgumentException("not a line of /proc/<pid>/stat");
        }
        String[] fields = line.substring(close + 1).trim().split(" ");
        if (fields.length <= START) {
            throw new IllegalArgumentException("a line of /proc/<pid>/stat that is too short");
        }
        return new ProcStat(
                Long.parseLong(line.substring(0, open).trim()),
                fields[STATE].charAt(0),
                Integer.parseInt(fields[THREADS]),
                Long.parseLong(fields[START]));
    }

    /**
     * What it means. The first thread of a killed process may be a zombie while others are still on their way out and could
     * finish a write: only the last thread's end is the end.
     */
    ServerProcess.State meaning() {
        return switch (state) {
            case 'Z', 'X', 'x' -> threads <= 1 ? ServerProcess.State.ENDED : ServerProcess.State.RUNNING;
            case 'T', 't' -> ServerProcess.State.STOPPED;
            default -> ServerProcess.State.RUNNING;
        };
    }
}
