package dev.understudy.heartbeat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.events.Vitals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the machine is spending. What cannot be read is null. Thread-safe. */
public final class MachineVitals {

    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final @Nullable Path dataFolder;

    /**
     * @param dataFolder whose file system is looked at; null for none
     */
    public MachineVitals(@Nullable Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /**
     * @param connectionsUsed as the server tells; null if unknown
     * @param connectionsAllowed as the server tells; null if unknown
     */
    public Vitals read(@Nullable Integer connectionsUsed, @Nullable Integer connectionsAllowed) {
        Long free = null;
        Long total = null;
        if (dataFolder != null) {
            try {
                FileStore store = Files.getFileStore(dataFolder);
                free = store.getUsableSpace();
                total = store.getTotalSpace();
            } catch (IOException | SecurityException e) {
                free = null;
            }
        }
        double cpu = machine.getCpuLoad();
        return new Vitals(connectionsUsed, connectionsAllowed, cpu < 0 ? null : round(cpu), memory(), free, total);
    }

    private static @Nullable Double memory() {
        try {
            List<String> lines = Files.readAllLines(MEMINFO, US_ASCII);
            long total = kilobytes(lines, "MemTotal:");
            long available = kilobytes(lines, "MemAvailable:");
            return total <= 0 || available < 0 ? null : round(1.0 - (double) available / total);
        } catch (IOException e) {
            return null;
        }
    }

    static long kilobytes(List<String> lines, String key) {
        for (String line : lines) {
            if (line.startsWith(key)) {
                String number = line.substring(key.length()).trim().split(" ")[0];
                return Long.parseLong(number);
            }
        }
        return -1;
    }

    private static double round(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }
}
