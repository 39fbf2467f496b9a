package dev.understudy.cli.quickstart;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the result goes for scripts, if anywhere. */
public final class ReportFile {

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path file;

    /** What can be written to a file. */
    @FunctionalInterface
    public interface Report {
        void write(Path file) throws IOException;
    }

    /**
     * Writes it where one is wanted; its folder is made.
     *
     * @throws CommandFailure where it cannot be written
     */
    public void write(Report report) {
        if (file == null) {
            return;
        }
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            report.write(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitStatus.FAILED, "cannot write " + file + ": " + e.getMessage());
        }
    }
}
