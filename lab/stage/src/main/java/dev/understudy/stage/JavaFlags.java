package dev.understudy.stage;

import java.util.List;

/** How a child JVM is started on a small machine: many of them share two cores for a minute. */
public final class JavaFlags {

    /** For a child that is measured, behind the others: compiled as well as a server of its own would be. */
    public static final List<String> FULLY_COMPILED = List.of("-XX:TieredStopAtLevel=4");

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
