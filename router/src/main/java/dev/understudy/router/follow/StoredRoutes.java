package dev.understudy.router.follow;

import dev.understudy.events.Decoded;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last route of each cluster, one file each: a router that starts without Kafka goes on with them, and never takes an
 * epoch below theirs, whatever a topic still holds.
 */
public final class StoredRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(StoredRoutes.class);
    private static final String SUFFIX = ".route.json";

    private final Path folder;

    public StoredRoutes(Path folder) {
        this.folder = folder;
    }

    /** What is there and can be read; what cannot be read is told in the log and left alone. */
    public List<Route> read() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Route> routes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(name -> name.toString().endsWith(SUFFIX))
                    .forEach(file -> read(file).ifPresent(routes::add));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the stored routes in {} cannot be read: {}", folder, e.toString());
        }
        return routes;
    }

    private static Optional<Route> read(Path file) {
        try {
            Decoded<Route> decoded = RecordCodec.ROUTES.decode(Files.readAllBytes(file));
            if (decoded instanceof Decoded.Value<Route> value) {
                return Optional.of(value.value());
            } else if (decoded instanceof Decoded.Refused<Route> refused) {
                LOG.warn("{} is not used: {}", file, refused.reason());
            }
        } catch (IOException e) {
            LOG.warn("{} is not used: {}", file, e.toString());
        }
        return Optional.empty();
    }

    /**
     * Keeps a route, synced before it replaces the one before.
     *
     * @throws IOException where the disk does not take it
     */
    public void write(Route route) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(route.cluster().replaceAll("[^A-Za-z0-9._-]", "_") + SUFFIX);
        Path next = folder.resolve(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(RecordCodec.ROUTES.encode(route));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
