package dev.understudy.agent.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Linux's {@code /proc}. */
public final class LinuxProcesses implements ProcessTable {

    /** The kernel shows times to user space in hundredths of a second, whatever its own tick is. */
    private static final long MILLIS_PER_TICK = 10;

    private final Path proc;
    private final long machineBootMillis;

    public LinuxProcesses() {
        this(Path.of("/proc"));
    }

    LinuxProcesses(Path proc) {
        this.proc = proc;
        this.machineBootMillis = readMachineBoot();
    }

    @Override
    public @Nullable ProcStat stat(long pid) {
        try {
            return ProcStat.parse(
                    Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"), ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public long startedAtMillis(ProcStat process) {
        return machineBootMillis + process.startTicks() * MILLIS_PER_TICK;
    }

    private long readMachineBoot() {
        try {
            for (String line : Files.readAllLines(proc.resolve("stat"), ISO_8859_1)) {
                if (line.startsWith("btime ")) {
                    return Long.parseLong(line.substring("btime ".length()).trim()) * 1_000;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the agent needs Linux's " + proc + ": " + e.getMessage(), e);
        }
        throw new IllegalStateException("no btime in " + proc.resolve("stat"));
    }
}
