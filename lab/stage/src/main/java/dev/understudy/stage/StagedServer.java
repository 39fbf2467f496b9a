package dev.understudy.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run that can be ended and started again on the same port and data. Use each from one thread at a time.
 */
public abstract class StagedServer implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Stage stage;
    private final String name;
    private @Nullable ChildProcess process;

    StagedServer(Stage stage, String name) {
        this.stage = stage;
        this.name = name;
    }

    abstract ChildSpec spec();

    abstract String kind();

    abstract Map<String, Integer> listensOn();

    abstract @Nullable Path data();

    /** Waits until the child that was just started can be used. */
    abstract void awaitReady(ChildProcess child);

    public final String name() {
        return name;
    }

    public final Path log() {
        return stage.folder().log(name);
    }

    final Stage stage() {
        return stage;
    }

    /**
     * Starts it and waits until it can be used.
     *
     * @throws StageException where it does not come up, with the last lines of its log; or runs already
     */
    public final void start() {
        startWithoutWaiting();
        awaitReady();
    }

    /** Starts it and returns at once, so that several come up together; {@link #awaitReady()} waits. */
    public final void startWithoutWaiting() {
        if (alive()) {
            throw new StageException(name + " runs already");
        }
        process = stage.start(spec(), kind(), listensOn(), data());
    }

    public final void awaitReady() {
        awaitReady(process());
    }

    public final boolean alive() {
        return process != null && process.alive();
    }

    public final long pid() {
        return process().pid();
    }

    /**
     * @throws StageException where it was never started
     */
    public final ChildProcess process() {
        if (process == null) {
            throw new StageException(name + " was not started");
        }
        return process;
    }

    /** Ends it in good order: SIGTERM, and SIGKILL if that takes more than 20 s. */
    public final void stop() {
        if (process != null) {
            process.stop(STOP_PATIENCE);
        }
    }

    /** SIGKILL, and waits for its end. */
    public final void kill() {
        if (process != null) {
            process.close();
        }
    }

    /** SIGSTOP: it hangs. */
    public final void pause() {
        process().signal(Signal.STOP);
    }

    /** SIGCONT. */
    public final void resume() {
        process().signal(Signal.CONT);
    }

    /** {@link #stop} and {@link #start}. */
    public final void restart() {
        stop();
        start();
    }

    /** Ends it at once; idempotent. */
    @Override
    public void close() {
        kill();
    }
}
