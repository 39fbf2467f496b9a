package dev.understudy.bench.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.stage.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the quickstart as a user would, in a process of its own, and reads its report. */
final class Quickstart {

    private Quickstart() {}

    /**
     * @param fault {@code kill}, {@code hang} or {@code none}
     * @param durability {@code zero-loss} or {@code asynchronous}
     * @param after how long ordering goes on, such as {@code 10s}
     */
    static JsonNode run(String engine, String fault, String durability, String after)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("understudy-bench-");
        Path report = folder.resolve("report.json");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Distribution.find().jar().toString(),
                        "quickstart",
                        "--engine",
                        engine,
                        "--fault",
                        fault,
                        "--durability",
                        durability,
                        "--after",
                        after,
                        "--run",
                        folder.resolve("run").toString(),
                        "--report",
                        report.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        process.waitFor();
        if (!Files.exists(report)) {
            throw new IOException("the quickstart wrote no report; its output is " + folder.resolve("output"));
        }
        JsonNode read = new ObjectMapper().readTree(report.toFile());
        deleteTree(folder.resolve("run"));
        return read;
    }

    /** The same without a fault, while a busy loop runs for each core. The loops end with the run. */
    static JsonNode runUnderFullLoad(String engine, String duration) throws IOException, InterruptedException {
        List<Process> busy = new ArrayList<>();
        try {
            for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
                busy.add(new ProcessBuilder("timeout", "1800", "sh", "-c", "while :; do :; done").start());
            }
            return run(engine, "none", "zero-loss", duration);
        } finally {
            busy.forEach(process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            });
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted(java.util.Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        }
    }
}
