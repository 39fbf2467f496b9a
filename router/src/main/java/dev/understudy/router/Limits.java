package dev.understudy.router;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the process may use.
 *
 * @param descriptors open files and sockets; empty where there is no limit, or the system does not say
 * @param heapBytes the most of Java's heap
 * @param bufferBytes the most of what Netty takes outside of it
 */
record Limits(OptionalLong descriptors, long heapBytes, long bufferBytes) {

    /** Listening sockets, Kafka's connections, HTTP, files and the event loops' own. */
    private static final int OWN = 200;

    private static final String LINE = "Max open files";

    static Limits ofThisProcess() {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("/proc/self/limits"));
        } catch (IOException e) {
            lines = List.of();
        }
        return new Limits(descriptors(lines), Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory());
    }

    /** Of Linux' {@code limits}: the soft limit, which is the one that counts. */
    static OptionalLong descriptors(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip().split("\\s+")[0])
                .filter(soft -> soft.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** In a line, for the log. */
    String text() {
        String memory = "heap " + megabytes(heapBytes) + ", buffers " + megabytes(bufferBytes);
        if (descriptors.isEmpty()) {
            return "no limit of file descriptors is known; " + memory;
        }
        long limit = descriptors.getAsLong();
        return limit + " file descriptors: room for some " + Math.max(0, limit - OWN) / 2
                + " connections, which take two each, or twice as many that wait; " + memory;
    }

    /**
     * What is wrong about them.
     *
     * @param waiting how many clients may wait, each with one descriptor
     */
    Optional<String> tooSmallFor(int waiting) {
        return descriptors.isPresent() && descriptors.getAsLong() - OWN < waiting
                ? Optional.of("hold.connections is " + waiting + ", and there are " + descriptors.getAsLong()
                        + " file descriptors: raise their limit (ulimit -n, or LimitNOFILE), or lower hold.connections")
                : Optional.empty();
    }

    /**
     * What is wrong about them.
     *
     * @param connections how many all listeners may have together, each with two descriptors
     */
    Optional<String> tooSmallForAll(long connections) {
        return descriptors.isPresent() && (descriptors.getAsLong() - OWN) / 2 < connections
                ? Optional.of("the listeners' maxConnections are " + connections + " together, and there are "
                        + descriptors.getAsLong() + " file descriptors, of which each takes two: raise their limit"
                        + " (ulimit -n, or LimitNOFILE), or lower maxConnections")
                : Optional.empty();
    }

    private static String megabytes(long bytes) {
        return bytes / (1024 * 1024) + " MB";
    }
}
