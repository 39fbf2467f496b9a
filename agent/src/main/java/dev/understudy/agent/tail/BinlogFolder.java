package dev.understudy.agent.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.binlog.UnreadableBinlog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps its binlog.
 *
 * @param data its data folder
 * @param index the binlog's index file; null to take the only one in the data folder
 */
public record BinlogFolder(Path data, @Nullable Path index) {

    /** The files, the oldest first. */
    List<Path> files() throws IOException, UnreadableBinlog {
        Path list = index == null ? only() : index;
        List<Path> files = new ArrayList<>();
        for (String line : Files.readAllLines(list, UTF_8)) {
            if (!line.isBlank()) {
                // Names are relative to the data folder, or absolute.
                files.add(data.resolve(line.strip()).normalize());
            }
        }
        if (files.isEmpty()) {
            throw new UnreadableBinlog(list.getFileName() + " names no binlog file");
        }
        return files;
    }

    private Path only() throws IOException, UnreadableBinlog {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(data, "*.index")) {
            for (Path candidate : indexes) {
                if (!candidate.getFileName().toString().contains("relay")) {
                    found.add(candidate);
                }
            }
        }
        if (found.size() != 1) {
            throw new UnreadableBinlog(
                    found.size() + " binlog index files in " + data + ": name the right one in agent.binlogIndex");
        }
        return found.get(0);
    }
}
