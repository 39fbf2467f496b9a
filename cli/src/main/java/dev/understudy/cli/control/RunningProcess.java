package dev.understudy.cli.control;

import dev.understudy.stage.RunEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of a run that still runs. */
public final class RunningProcess {

    private static final long PATIENCE_SECONDS = 20;

    private final ProcessHandle process;

    private RunningProcess(ProcessHandle process) {
        this.process = process;
    }

    /**
     * @return empty where it has ended; also where its number belongs to a process now that has nothing to do with the run
     */
    public static Optional<RunningProcess> of(RunEntry entry, Path run) {
        return ProcessHandle.of(entry.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> commandLine(process)
                        .contains(run.toAbsolutePath().normalize().toString()))
                .map(RunningProcess::new);
    }

    /** SIGTERM; a frozen one is woken for it. */
    public void askToEnd() {
        process.destroy();
        try {
            new ProcessBuilder("sh", "-c", "kill -CONT " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Then it ends by force, later.
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, and ends it by force where that takes more than 20 s. */
    public void awaitEnd() {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }
}
