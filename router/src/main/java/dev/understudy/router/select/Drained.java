package dev.understudy.router.select;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The members that a person wants no new work on: one file with a name a line, which outlasts a restart. Thread-safe. */
public final class Drained {

    private static final Logger LOG = LoggerFactory.getLogger(Drained.class);

    private final @Nullable Path file;
    private volatile Set<String> nodes;

    private Drained(@Nullable Path file, Set<String> nodes) {
        this.file = file;
        this.nodes = nodes;
    }

    /** Nobody is drained; what comes is forgotten at the end. */
    public static Drained nobody() {
        return new Drained(null, Set.of());
    }

    /** Those that were drained before. A file that cannot be read is told in the log, and nobody is. */
    public static Drained in(Path folder) {
        Path file = folder.resolve("drained");
        Set<String> nodes = new TreeSet<>();
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file, UTF_8).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(nodes::add);
            } catch (IOException e) {
                LOG.warn("who was drained cannot be read, and nobody is: {}: {}", file, e.toString());
            }
        }
        if (!nodes.isEmpty()) {
            LOG.info("still drained: {}", String.join(", ", nodes));
        }
        return new Drained(file, Set.copyOf(nodes));
    }

    public boolean has(String node) {
        return nodes.contains(node);
    }

    /**
     * Takes effect at once.
     *
     * @throws IOException where it could not be stored: it holds until the end of the process
     */
    public synchronized void set(String node, boolean drained) throws IOException {
        Set<String> next = new TreeSet<>(nodes);
        boolean changed = drained ? next.add(node) : next.remove(node);
        if (!changed) {
            return;
        }
        nodes = Set.copyOf(next);
        LOG.info("{} is {}", node, drained ? "drained" : "no longer drained");
        if (file != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path written = file.resolveSibling("drained.next");
            Files.write(written, next, UTF_8);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
