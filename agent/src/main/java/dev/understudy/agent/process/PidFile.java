package dev.understudy.agent.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The server's pid file. A killed server leaves its file behind, and its id may since belong to another process: one that
 * started after the file was written is not the server.
 */
public final class PidFile implements PidSource {

    /** The machine's boot time is known to a second only. */
    private static final long TOLERANCE_MILLIS = 2_000;

    private static final int LONGEST = 32;

    private final Path place;

    /**
     * @param place the file, or a folder that holds one {@code *.pid}
     */
    public PidFile(Path place) {
        this.place = place;
    }

    @Override
    public OptionalLong find(ProcessTable processes) {
        try {
            Path file = Files.isDirectory(place) ? only(place) : place;
            if (file == null || Files.size(file) > LONGEST) {
                return OptionalLong.empty();
            }
            long pid = Long.parseLong(Files.readString(file, ISO_8859_1).trim());
            long writtenAt = Files.getLastModifiedTime(file).toMillis();
            ProcStat process = processes.stat(pid);
            boolean anothers = process != null && processes.startedAtMillis(process) > writtenAt + TOLERANCE_MILLIS;
            return anothers ? OptionalLong.empty() : OptionalLong.of(pid);
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static @Nullable Path only(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pid")) {
            files.forEach(found::add);
        }
        return found.size() == 1 ? found.get(0) : null;
    }
}
