package dev.understudy.stage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder of one run: {@code run.json}, {@code logs/}, {@code data/}, {@code etc/}. Thread-safe.
 *
 * <p>{@code run.json} is replaced whole at each change, so that a reader never sees half of it.
 */
public final class RunFolder {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path path;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, RunEntry> entries = new LinkedHashMap<>();

    private RunFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder; it may exist if it holds no run yet.
     *
     * @throws StageException where it holds one, or cannot be made
     */
    public static RunFolder create(Path path) {
        RunFolder folder = new RunFolder(path.toAbsolutePath().normalize());
        if (Files.exists(folder.runFile())) {
            throw new StageException(folder.path + " holds a run already: name another folder, or remove it");
        }
        try {
            Files.createDirectories(folder.path.resolve("logs"));
            Files.createDirectories(folder.path.resolve("data"));
            Files.createDirectories(folder.path.resolve("etc"));
        } catch (IOException e) {
            throw new StageException("cannot make the run folder " + folder.path + ": " + e.getMessage(), e);
        }
        return folder;
    }

    /**
     * Reads the run.json of a folder.
     *
     * @throws StageException where there is none
     */
    public static Run read(Path path) {
        Path file = path.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new StageException("no run in " + path + ": it holds no run.json");
        }
        try {
            return JSON.readValue(file.toFile(), Run.class);
        } catch (IOException e) {
            throw new StageException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    /** Where a process logs. */
    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    /** A process's own data; the caller makes it. */
    public Path data(String name) {
        return path.resolve("data").resolve(name);
    }

    /** A configuration file. */
    public Path etc(String file) {
        return path.resolve("etc").resolve(file);
    }

    /** Adds a fact to run.json. */
    public synchronized void note(String fact, Object value) {
        facts.put(fact, value);
        write();
    }

    synchronized void put(RunEntry entry) {
        entries.put(entry.name(), entry);
        write();
    }

    private void write() {
        Path fresh = path.resolve("run.json.new");
        try {
            JSON.writeValue(fresh.toFile(), new Run(facts, List.copyOf(entries.values())));
            Files.move(fresh, runFile(), ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StageException("cannot write " + runFile() + ": " + e.getMessage(), e);
        }
    }

    private Path runFile() {
        return path.resolve("run.json");
    }
}
