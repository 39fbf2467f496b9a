package dev.understudy.agent.tail;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32;

/** Takes events out of a binlog file as they stand, each with its checksum verified. Used by one thread. */
final class RawFile implements Closeable {

    private static final int FLAGS = 17;
    private static final int IN_USE = 0x01;
    private static final int CHECKSUM = 4;

    private final Path file;
    private final EventReader reader;
    private final boolean checksums;
    private final String formatDescription;

    private RawFile(Path file, EventReader reader) throws IOException, UnreadableBinlog {
        this.file = file;
        this.reader = reader;
        LogEvent first = reader.next();
        if (first == null || first.type() != LogEvent.FORMAT_DESCRIPTION) {
            throw new UnreadableBinlog(file.getFileName() + " does not begin with its format description");
        }
        byte[] description = reader.bytes(first);
        // Set while the server writes the file, and not part of the checksum.
        description[FLAGS] &= (byte) ~IN_USE;
        this.checksums = description[description.length - CHECKSUM - 1] != 0;
        verify(first, description);
        this.formatDescription = Base64.getEncoder().encodeToString(description);
    }

    static RawFile open(Path file) throws IOException, UnreadableBinlog {
        EventReader reader = EventReader.open(file);
        try {
            return new RawFile(file, reader);
        } catch (IOException | UnreadableBinlog | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    Path file() {
        return file;
    }

    /** The format description event, base64, without the mark of a file that is being written. */
    String formatDescription() {
        return formatDescription;
    }

    /** Goes to an event's start. */
    void seek(long start) {
        reader.seek(start);
    }

    /** Where the next event begins. */
    long position() {
        return reader.position();
    }

    /**
     * The next event.
     *
     * @throws UnreadableBinlog where its checksum does not match
     */
    byte[] next() throws IOException, UnreadableBinlog {
        LogEvent event = reader.next();
        if (event == null) {
            throw new UnreadableBinlog(file.getFileName() + " has become shorter while it was read");
        }
        byte[] bytes = reader.bytes(event);
        verify(event, bytes);
        return bytes;
    }

    private void verify(LogEvent event, byte[] bytes) throws UnreadableBinlog {
        if (!checksums) {
            return;
        }
        int body = bytes.length - CHECKSUM;
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, body);
        int written = ByteBuffer.wrap(bytes, body, CHECKSUM)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if ((int) sum.getValue() != written) {
            throw new UnreadableBinlog("the checksum of the event at " + file.getFileName() + ":" + event.start()
                    + " does not match: the file is damaged");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
