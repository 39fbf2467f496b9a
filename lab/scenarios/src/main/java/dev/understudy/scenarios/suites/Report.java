package dev.understudy.scenarios.suites;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run's results: all of them as JSON, and their counts for people. */
record Report(String engine, List<FileResult> files) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Map<Outcome, Integer> counts() {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        files.forEach(file -> counts.merge(file.outcome(), 1, Integer::sum));
        return counts;
    }

    /** Those that reached the primary's history. */
    int tried() {
        return files.size() - counts().getOrDefault(Outcome.LEFT_OUT, 0);
    }

    void write(Path path) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("engine", engine);
        all.put("tried", tried());
        all.put("outcomes", counts());
        all.put("statements", files.stream().mapToInt(FileResult::statements).sum());
        all.put("looks", files.stream().mapToInt(FileResult::looks).sum());
        all.put("leftOutStatements", leftOut());
        all.put("files", files);
        if (path.toAbsolutePath().getParent() != null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
        }
        JSON.writeValue(path.toFile(), all);
    }

    private Map<String, Integer> leftOut() {
        Map<String, Integer> sum = new TreeMap<>();
        files.forEach(file -> file.leftOut().forEach((reason, count) -> sum.merge(reason, count, Integer::sum)));
        return sum;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s: %d files, %d tried, %d identical%n",
                engine, files.size(), tried(), counts().getOrDefault(Outcome.IDENTICAL, 0)));
        counts().forEach((outcome, count) -> text.append(String.format("  %-16s %5d%n", outcome, count)));
        text.append("statements that were left out:").append(System.lineSeparator());
        leftOut().forEach((reason, count) -> text.append(String.format("  %5d  %s%n", count, reason)));
        return text.toString();
    }
}
