package dev.understudy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of other processes. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** What a process has resident now, MB. */
    public static double megabytes(long pid) throws IOException {
        return ofStatus(Files.readString(Path.of("/proc/" + pid + "/status")));
    }

    static double ofStatus(String status) throws IOException {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow(() -> new IOException("the system does not say what is resident"));
    }
}
