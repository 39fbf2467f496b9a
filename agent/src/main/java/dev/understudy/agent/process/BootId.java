package dev.understudy.agent.process;

import org.jspecify.annotations.Nullable;

/**
 * Names one start of a server: {@code host:pid:start}. A restarted server has another, also where it gets the same pid.
 *
 * @param host the machine
 * @param pid the process id
 * @param startTicks its start, in clock ticks since the machine's boot
 */
record BootId(String host, long pid, long startTicks) {

    static BootId of(String host, ProcStat process) {
        return new BootId(host, process.pid(), process.startTicks());
    }

    /** Reads the text form; null where it is not of that form. */
    static @Nullable BootId parse(String text) {
        int second = text.lastIndexOf(':');
        int first = second < 0 ? -1 : text.lastIndexOf(':', second - 1);
        if (first < 0) {
            return null;
        }
        try {
            return new BootId(
                    text.substring(0, first),
                    Long.parseLong(text.substring(first + 1, second)),
                    Long.parseLong(text.substring(second + 1)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    boolean is(ProcStat process) {
        return process.pid() == pid && process.startTicks() == startTicks;
    }

    @Override
    public String toString() {
        return host + ":" + pid + ":" + startTicks;
    }
}
