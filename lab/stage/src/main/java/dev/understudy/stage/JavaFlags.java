package dev.understudy.stage;

import java.util.List;

/** How a child JVM is started on a small machine: many of them share two cores for a minute. */
final class JavaFlags {

    private JavaFlags() {}

    /**
     * @param heapMegabytes the most heap it may take
     */
    static List<String> small(int heapMegabytes) {
        return List.of(
                Tools.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+ExitOnOutOfMemoryError");
    }
}
