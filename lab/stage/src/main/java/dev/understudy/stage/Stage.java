package dev.understudy.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one run started. Thread-safe.
 *
 * <p>{@link #close} ends the children with SIGKILL, the last started first: what a run leaves on disk is thrown away or
 * looked at, never used again. A single part is ended in good order by its own {@code stop}. A shutdown hook closes the
 * stage at Ctrl-C or a failure, and a {@link ChildGuard} does when not even that can run.
 */
public final class Stage implements AutoCloseable {

    private final RunFolder folder;
    private final Distribution distribution;
    private final FreePorts ports = new FreePorts();
    private final ChildGuard guard = ChildGuard.start();
    private final Map<Long, ChildProcess> children = new LinkedHashMap<>();
    private final Thread hook = new Thread(this::end, "stage-shutdown");
    private boolean closed;

    private Stage(RunFolder folder, Distribution distribution) {
        this.folder = folder;
        this.distribution = distribution;
    }

    /** Opens a stage in this folder with the {@linkplain Distribution#find distribution that is found}. */
    public static Stage open(RunFolder folder) {
        return open(folder, Distribution.find());
    }

    public static Stage open(RunFolder folder, Distribution distribution) {
        Stage stage = new Stage(folder, distribution);
        Runtime.getRuntime().addShutdownHook(stage.hook);
        return stage;
    }

    public RunFolder folder() {
        return folder;
    }

    public Distribution distribution() {
        return distribution;
    }

    /** A port for one of the run's servers. */
    public int freePort() {
        return ports.next();
    }

    /**
     * Starts a child and enters it into run.json; one of the same name replaces the earlier entry.
     *
     * @throws StageException where it cannot be started, or the stage is closed
     */
    public ChildProcess start(ChildSpec spec, String kind, Map<String, Integer> listensOn, @Nullable Path data) {
        ChildProcess child = startUnlisted(spec);
        folder.put(new RunEntry(
                spec.name(),
                kind,
                child.pid(),
                listensOn,
                data == null ? null : data.toString(),
                spec.log().toString()));
        return child;
    }

    /** Starts a child that is only a step on the way, such as one that formats a disk, and is in no run.json. */
    public synchronized ChildProcess startUnlisted(ChildSpec spec) {
        if (closed) {
            throw new StageException("the stage is closed: " + spec.name() + " is not started");
        }
        try {
            Files.createDirectories(spec.log().getParent());
        } catch (IOException e) {
            throw new StageException("cannot make the folder of " + spec.log() + ": " + e.getMessage(), e);
        }
        forgetEnded();
        ChildProcess child = ChildProcess.start(spec);
        guard.add(child.pid());
        children.put(child.pid(), child);
        return child;
    }

    /** The children that run. */
    public synchronized List<ChildProcess> running() {
        return children.values().stream().filter(ChildProcess::alive).toList();
    }

    /** Lets the children live on when this JVM ends: {@link #close} then leaves them alone. */
    public synchronized void release() {
        guard.release();
        children.clear();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook finds nothing left to do.
        }
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        List<ChildProcess> last = new ArrayList<>(children.values());
        for (int i = last.size() - 1; i >= 0; i--) {
            last.get(i).signal(Signal.KILL);
        }
        last.forEach(ChildProcess::close);
        guard.close();
    }

    private void forgetEnded() {
        children.values().removeIf(child -> {
            if (!child.alive()) {
                guard.remove(child.pid());
            }
            return !child.alive();
        });
    }
}
