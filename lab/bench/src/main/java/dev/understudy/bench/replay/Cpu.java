package dev.understudy.bench.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time, user and system, s.
 *
 * @param server the database server's
 * @param applier of the process that writes to it; 0 where that is the server itself
 */
record Cpu(double server, double applier) {

    private static final double TICKS = 100;

    double total() {
        return server + applier;
    }

    Cpu since(Cpu earlier) {
        return new Cpu(server - earlier.server, applier - earlier.applier);
    }

    /** Of a process since its start; in hundredths. */
    static double of(long pid) throws IOException {
        return ofStat(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    static double ofStat(String stat) {
        // The name may hold spaces and brackets; the numbers follow its last closing bracket.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
}
