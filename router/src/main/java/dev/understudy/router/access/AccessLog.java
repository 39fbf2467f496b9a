package dev.understudy.router.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines to a file behind whoever tells of them: a disk that is slow delays nobody, and what does not fit into the
 * queue meanwhile is counted and left out. The file is only ever appended to, so that it can be copied and truncated while
 * it is written. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int QUEUE = 8_192;

    private final JsonMapper json = JsonMapper.builder().build();
    private final BlockingQueue<Access> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong leftOut = new AtomicLong();
    private final BufferedWriter file;
    private final Thread thread = new Thread(this::run, "access-log");
    private volatile boolean closed;
    private boolean failing;

    private AccessLog(BufferedWriter file) {
        this.file = file;
        thread.setDaemon(true);
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws IOException where it cannot be written to
     */
    public static AccessLog open(Path path) throws IOException {
        AccessLog log = new AccessLog(Files.newBufferedWriter(
                path, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        log.thread.start();
        return log;
    }

    /** Never waits. */
    public void add(Access access) {
        if (!queue.offer(access)) {
            leftOut.incrementAndGet();
        }
    }

    /** How many lines are not in the file, because the disk was too slow or did not take them. */
    public long leftOut() {
        return leftOut.get();
    }

    private void run() {
        List<Access> some = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                Access first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    some.add(first);
                    queue.drainTo(some);
                    write(some);
                    some.clear();
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void write(List<Access> some) {
        try {
            for (Access access : some) {
                file.write(json.writeValueAsString(access));
                file.write('\n');
            }
            file.flush();
            failing = false;
        } catch (IOException e) {
            leftOut.addAndGet(some.size());
            if (!failing) {
                failing = true;
                LOG.warn("the access log cannot be written, its lines are left out: {}", e.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
