package dev.understudy.journal.primary;

import dev.understudy.binlog.UnreadableBinlog;
import dev.understudy.journal.relay.Primary;
import dev.understudy.journal.stream.StreamPosition;
import dev.understudy.journal.stream.StreamedEvent;
import dev.understudy.journal.stream.TransactionStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a primary, from its beginning to its end. {@link #run} on one thread; everything else on any.
 */
public final class Connection implements Primary, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SemiSyncClient client;
    private final int partBytes;
    private final String engine;
    private TransactionStream.@Nullable Sink sink;
    private @Nullable TransactionStream stream;
    private volatile @Nullable Exception reason;
    private volatile boolean streaming;
    private volatile boolean closed;

    /**
     * @param line laid or not
     * @param partBytes the most of a transaction that is handed over at once
     */
    public Connection(Line line, Dump dump, int partBytes) {
        this.client = new SemiSyncClient(line, dump, new Events());
        this.engine = dump.engine().name();
        this.partBytes = partBytes;
    }

    /**
     * Reads until the connection ends.
     *
     * @return what ended it, in words; empty where it was closed from here
     */
    public String run(TransactionStream.Sink to) {
        sink = to;
        try {
            client.connect();
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                giveUp(e);
            }
        } finally {
            streaming = false;
        }
        Exception given = reason;
        Exception end = given == null ? client.end() : given;
        return end == null ? "" : describe(end);
    }

    /** Whether events may come. */
    public boolean isStreaming() {
        return streaming;
    }

    /** Whether events could come, at any time. */
    public boolean hasStreamed() {
        return stream != null;
    }

    /** Its number on the primary; 0 while there is none. */
    public long number() {
        return streaming ? client.getConnectionId() : 0;
    }

    @Override
    public void acknowledge(StreamPosition position) throws IOException {
        client.acknowledge(position);
    }

    @Override
    public void giveUp(Exception why) {
        if (reason == null) {
            reason = why;
        }
        close();
    }

    @Override
    public void close() {
        closed = true;
        try {
            client.disconnect();
        } catch (IOException e) {
            LOG.debug("while disconnecting", e);
        }
    }

    private static String describe(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private final class Events implements SemiSyncClient.Receiver {

        @Override
        public void connected(boolean checksums) throws IOException {
            if (closed) {
                // It was closed while it was being opened, when there was nothing to disconnect yet.
                throw new IOException("closed");
            }
            if (sink == null) {
                throw new IllegalStateException("nobody takes what comes");
            }
            stream = new TransactionStream(engine, checksums, partBytes, sink);
            streaming = true;
        }

        @Override
        public void take(StreamedEvent event) throws UnreadableBinlog {
            if (stream != null) {
                stream.take(event);
            }
        }

        @Override
        public void pause() {
            if (stream != null) {
                stream.pause();
            }
        }
    }
}
