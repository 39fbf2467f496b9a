package dev.understudy.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * One child process, from its start to its end. Thread-safe.
 *
 * <p>It runs in a session of its own and writes to its log file. Started through {@link Stage#start}, which sees to it that
 * it does not outlive the JVM.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int LINES_SHOWN = 15;
    private static final long TAIL_BYTES = 8_192;
    private static final Duration POLL = Duration.ofMillis(20);

    private final ChildSpec spec;
    private final Process process;

    private ChildProcess(ChildSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    static ChildProcess start(ChildSpec spec) {
        List<String> command = new ArrayList<>(ChildGuard.ownSession());
        command.addAll(spec.command());
        Path input = spec.input();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        try {
            return new ChildProcess(spec, builder.start());
        } catch (IOException e) {
            throw new StageException("cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    public String name() {
        return spec.name();
    }

    public Path log() {
        return spec.log();
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Its exit status, empty while it runs. A death by signal is 128 and the signal's number. */
    public OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /**
     * Waits until the condition holds.
     *
     * @param what the condition in words: "answers on port 3306"
     * @throws StageException where the child ends before, or the patience does; with the last lines of its log
     */
    public void awaitReady(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (!alive()) {
                throw failure(name() + " ended with status " + process.exitValue() + " before it " + what);
            }
            if (System.nanoTime() > deadline) {
                throw failure("after " + patience.toSeconds() + " s it is still not true that " + name() + " " + what);
            }
            awaitEnd(POLL);
        }
    }

    /**
     * Waits for its end.
     *
     * @return whether it ended within the patience
     */
    public boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted while waiting for " + name(), e);
        }
    }

    /**
     * Sends a signal. A child that has ended is left alone.
     *
     * @throws StageException where it could not be sent
     */
    public void signal(Signal signal) {
        if (!alive()) {
            return;
        }
        switch (signal) {
            case KILL -> process.destroyForcibly();
            case TERM -> process.destroy();
            default -> shellKill(signal);
        }
    }

    /** SIGTERM, and after the patience SIGKILL; returns when it has ended. A frozen child is woken for it. */
    public void stop(Duration patience) {
        signal(Signal.CONT);
        signal(Signal.TERM);
        if (!awaitEnd(patience)) {
            close();
        }
    }

    /** SIGKILL; returns when it has ended. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exception for a failure of this child: what happened, its log's path and last lines. */
    public StageException failure(String message) {
        StringBuilder text = new StringBuilder(message).append("; its log is ").append(log());
        List<String> lines = lastLines();
        if (!lines.isEmpty()) {
            text.append(", which ends:");
            lines.forEach(line -> text.append("\n    ").append(line));
        }
        return new StageException(text.toString());
    }

    private List<String> lastLines() {
        try (var channel = Files.newByteChannel(log())) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            ByteBuffer buffer = ByteBuffer.allocate((int) TAIL_BYTES);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            List<String> lines = new String(buffer.array(), 0, buffer.position(), UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Java sends no STOP and no CONT; the shell's own kill needs no program. */
    private void shellKill(Signal signal) {
        String name = signal.name().toUpperCase(Locale.ROOT);
        try {
            int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0 && alive()) {
                throw new StageException("cannot send SIG" + name + " to " + name() + " (pid " + pid() + ")");
            }
        } catch (IOException e) {
            throw new StageException("cannot send SIG" + name + " to " + name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted while signalling " + name(), e);
        }
    }

    @Override
    public String toString() {
        return name() + " (pid " + pid() + ")";
    }
}
