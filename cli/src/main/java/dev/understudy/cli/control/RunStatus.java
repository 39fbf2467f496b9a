package dev.understudy.cli.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.stage.Run;
import dev.understudy.stage.RunEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the processes of a run stand. */
public final class RunStatus {

    /**
     * One process.
     *
     * @param state {@code running}, {@code stopped} (by a signal) or {@code ended}
     * @param ports by purpose, {@code http 8080, sql 3306}
     */
    public record Line(String name, String kind, long pid, String state, String ports, String log) {}

    private RunStatus() {}

    public static List<Line> of(Run run) {
        return run.processes().stream().map(RunStatus::line).toList();
    }

    /** The configuration that recovery runs with, where the run has one. */
    public static Path configuration(Path run, Path otherwise) {
        Path file = run.resolve("etc").resolve("recovery.yaml");
        return Files.isRegularFile(file) ? file : otherwise;
    }

    public static String table(List<Line> processes, JsonNode clusters) {
        StringBuilder text = new StringBuilder();
        if (!processes.isEmpty()) {
            row(text, "PROCESS", "KIND", "PID", "STATE", "PORTS");
            processes.forEach(
                    line -> row(text, line.name(), line.kind(), Long.toString(line.pid()), line.state(), line.ports()));
            text.append('\n');
        }
        clusters.properties().forEach(cluster -> text.append(ClusterText.of(cluster.getKey(), cluster.getValue())));
        return text.toString().stripTrailing();
    }

    private static void row(StringBuilder text, String name, String kind, String pid, String state, String ports) {
        text.append(String.format(Locale.ROOT, "%-20s %-10s %8s  %-8s %s%n", name, kind, pid, state, ports));
    }

    private static Line line(RunEntry entry) {
        String ports = entry.ports().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(port -> port.getKey() + " " + port.getValue())
                .collect(Collectors.joining(", "));
        return new Line(entry.name(), entry.kind(), entry.pid(), state(entry.pid()), ports, entry.log());
    }

    /** The operating system's word, so that a process stopped by hand shows as such. */
    private static String state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            char letter = stat.charAt(stat.lastIndexOf(')') + 2);
            return switch (letter) {
                case 'T', 't' -> "stopped";
                case 'Z', 'X' -> "ended";
                default -> "running";
            };
        } catch (java.io.IOException e) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) ? "running" : "ended";
        }
    }
}
