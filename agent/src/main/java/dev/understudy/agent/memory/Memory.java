package dev.understudy.agent.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.Epoch;
import dev.understudy.runtime.OnChange;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Remembered} on disk: written to a file beside it, synced, then renamed. A change counts at once; it is written
 * on a thread of its own right after, as a fence cannot wait for a busy disk to sync. A disk that is full does not stop the
 * agent: it goes on with what it has in memory, and says so. Thread-safe.
 */
public final class Memory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final Path file;
    private final OnChange log;
    private final ExecutorService writer;
    private volatile Remembered remembered;
    private @Nullable Remembered written;

    private Memory(Path file, Remembered remembered) {
        this.file = file;
        this.remembered = remembered;
        this.log = new OnChange(LOG, "the agent's state file " + file);
        this.writer = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "memory");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens or creates the memory of a node's agent.
     *
     * @throws IOException where the folder cannot be made, or the file is there and cannot be read: an agent that forgot its
     *     epoch must not start
     */
    public static Memory open(Path folder, String node) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("agent-" + node + ".properties");
        if (!Files.exists(file)) {
            return new Memory(file, Remembered.NOTHING);
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file, UTF_8)));
            return new Memory(file, Remembered.of(properties));
        } catch (IllegalArgumentException e) {
            throw new IOException("not an agent's state file: " + e.getMessage(), e);
        }
    }

    public Remembered get() {
        return remembered;
    }

    public void seen(Epoch epoch) {
        change(before -> before.seen(epoch));
    }

    public void fenced(Epoch epoch) {
        change(before -> before.fenced(epoch));
    }

    public void boot(String bootId) {
        change(before -> before.boot(bootId));
    }

    public void shipped(String commandId) {
        change(before -> before.shipped(commandId));
    }

    private synchronized void change(UnaryOperator<Remembered> change) {
        Remembered after = change.apply(remembered);
        if (after.equals(remembered)) {
            return;
        }
        remembered = after;
        if (!writer.isShutdown()) {
            writer.execute(this::save);
        }
    }

    /** Writes what is newest; several changes in a row are one write. On the writer's thread only. */
    private void save() {
        Remembered newest = remembered;
        if (newest.equals(written)) {
            return;
        }
        try {
            write(newest);
            written = newest;
            log.well();
        } catch (IOException e) {
            log.trouble("cannot be written: " + e);
        }
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("{} was not written in time", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Remembered after) throws IOException {
        StringWriter text = new StringWriter();
        after.toProperties().store(text, null);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
