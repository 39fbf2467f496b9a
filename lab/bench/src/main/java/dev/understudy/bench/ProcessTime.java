package dev.understudy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of other processes, user and system, s. */
public final class ProcessTime {

    private static final double TICKS = 100;

    private ProcessTime() {}

    /** Of a process since its start; in hundredths. */
    public static double of(long pid) throws IOException {
        return ofStat(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    static double ofStat(String stat) {
        // The name may hold spaces and brackets; the numbers follow its last closing bracket.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
}
