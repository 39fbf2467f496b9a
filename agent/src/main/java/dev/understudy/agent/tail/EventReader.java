package dev.understudy.agent.tail;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a binlog file from header to header. Small events come out of one large buffer; a large event's body is
 * jumped over without being read. Used by one thread.
 */
final class EventReader implements Closeable {

    private static final int MAGIC = 0x6e6962fe;
    private static final int ENCRYPTED_MAGIC = 0x6e6962fd;
    private static final int MAGIC_SIZE = 4;
    private static final int BUFFER = 1024 * 1024;
    /** A packet is at most 1 GB, and an event little more. */
    private static final long LARGEST = (1L << 30) + (1 << 20);

    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    private final Path file;
    private final FileChannel channel;
    private final long length;
    private final byte[] buffer = new byte[BUFFER];
    private long bufferStart;
    private int filled;
    private long position = MAGIC_SIZE;
    private boolean torn;

    private EventReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.length = channel.size();
    }

    /**
     * Opens a file.
     *
     * @throws UnreadableBinlog where it is encrypted, or no binlog
     */
    static EventReader open(Path file) throws IOException, UnreadableBinlog {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            EventReader reader = new EventReader(file, channel);
            reader.checkMagic();
            return reader;
        } catch (IOException | UnreadableBinlog | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void checkMagic() throws IOException, UnreadableBinlog {
        if (length < MAGIC_SIZE) {
            torn = true;
            return;
        }
        load(0, MAGIC_SIZE);
        int magic = intAt(0);
        if (magic == ENCRYPTED_MAGIC) {
            throw new UnreadableBinlog(file.getFileName() + " is encrypted");
        }
        if (magic != MAGIC) {
            throw new UnreadableBinlog(file.getFileName() + " is not a binlog file");
        }
    }

    /**
     * The next event that is there whole; null at the end, where {@link #torn} tells how it ends.
     *
     * @throws UnreadableBinlog where a header contradicts itself
     */
    @Nullable
    LogEvent next() throws IOException, UnreadableBinlog {
        long left = length - position;
        if (torn || left == 0) {
            return null;
        }
        if (left < LogEvent.HEADER) {
            torn = true;
            return null;
        }
        load(position, LogEvent.HEADER);
        int at = (int) (position - bufferStart);
        int type = buffer[at + 4] & 0xFF;
        long serverId = intAt(at + 5) & LOW_32_BITS;
        long size = intAt(at + 9) & LOW_32_BITS;
        long endAsWritten = intAt(at + 13) & LOW_32_BITS;
        if (size == 0 && type == 0 && endAsWritten == 0) {
            // Space that the file system gave out and nobody wrote to.
            torn = true;
            return null;
        }
        if (size < LogEvent.HEADER || size > LARGEST || !plausibleEnd(endAsWritten, position + size)) {
            throw new UnreadableBinlog("damaged header at " + file.getFileName() + ":" + position);
        }
        if (size > left) {
            torn = true;
            return null;
        }
        LogEvent event = new LogEvent(type, serverId, (int) size, position);
        position += size;
        return event;
    }

    /**
     * A header carries its own end: only where both agree may a file that is too short be taken for a torn write. MariaDB
     * leaves it out inside of transactions.
     */
    private static boolean plausibleEnd(long written, long end) {
        return written == 0 || written == (end & LOW_32_BITS);
    }

    /** Whether the file ends in the middle of an event. */
    boolean torn() {
        return torn;
    }

    /** Where the last whole event ends. */
    long position() {
        return position;
    }

    /** The first bytes of an event's body, at most {@code most}, little-endian. Valid until the next call. */
    ByteBuffer body(LogEvent event, int most) throws IOException {
        int size = Math.min(event.size() - LogEvent.HEADER, Math.min(most, BUFFER));
        long from = event.start() + LogEvent.HEADER;
        load(from, size);
        return ByteBuffer.wrap(buffer, (int) (from - bufferStart), size).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A whole event, with its header and checksum. */
    byte[] bytes(LogEvent event) throws IOException {
        byte[] bytes = new byte[event.size()];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        while (target.hasRemaining()) {
            if (channel.read(target, event.start() + target.position()) < 0) {
                throw new IOException(file.getFileName() + " has become shorter while it was read");
            }
        }
        return bytes;
    }

    /** Goes on at an event's start that an earlier walk has found. */
    void seek(long start) {
        position = start;
    }

    private void load(long from, int size) throws IOException {
        if (from >= bufferStart && from + size <= bufferStart + filled) {
            return;
        }
        ByteBuffer target = ByteBuffer.wrap(buffer);
        bufferStart = from;
        filled = 0;
        while (filled < size) {
            int read = channel.read(target, from + filled);
            if (read < 0) {
                throw new IOException(file.getFileName() + " has become shorter while it was read");
            }
            filled += read;
        }
    }

    private int intAt(int at) {
        return buffer[at] & 0xFF
                | (buffer[at + 1] & 0xFF) << 8
                | (buffer[at + 2] & 0xFF) << 16
                | (buffer[at + 3] & 0xFF) << 24;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
