package dev.understudy.bench.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of a process and of this one. */
final class ProcessCpu {

    private static final double TICKS = 100;

    private ProcessCpu() {}

    /** User and system time since its start, s; in hundredths. */
    static double seconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // The name may hold spaces; the numbers follow its closing bracket.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
}
