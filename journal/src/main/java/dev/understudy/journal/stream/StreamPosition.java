package dev.understudy.journal.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.nio.ByteBuffer;

/**
 * How far the stream has come: a place that was seen, never one that was computed ahead of it.
 *
 * @param file the binlog file; empty before the first was named
 * @param offset where the last event ends in it, bytes; may lie beyond 4 GiB, which an event's own header cannot say
 */
public record StreamPosition(String file, long offset) {

    public static final StreamPosition UNKNOWN = new StreamPosition("", 0);

    private static final int CHECKSUM = 4;
    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    /**
     * Where the stream stands after this event.
     *
     * @param checksums whether events carry one
     * @throws UnreadableBinlog where the event contradicts itself
     */
    public StreamPosition after(StreamedEvent event, boolean checksums) throws UnreadableBinlog {
        if (event.type() == LogEvent.ROTATE) {
            return named(event.body(Integer.MAX_VALUE), checksums);
        }
        if (event.type() == LogEvent.MYSQL_HEARTBEAT_V2) {
            Heartbeat beat = Heartbeat.of(event.body(Integer.MAX_VALUE));
            return beat.file().equals(file) && beat.offset() > offset ? new StreamPosition(file, beat.offset()) : this;
        }
        // A description that is sent in the middle of a file stands at its beginning.
        if (event.artificial() || event.type() == LogEvent.FORMAT_DESCRIPTION) {
            return this;
        }
        return new StreamPosition(file, endOf(event));
    }

    /**
     * A position beyond the binlog's end would be taken by the primary for all that follows, so only an event that begins right here may
     * carry over into the next 4 GiB.
     */
    private long endOf(StreamedEvent event) throws UnreadableBinlog {
        long next = offset + event.bytes().length;
        long low = event.endBits();
        // MariaDB leaves it out within transactions.
        if (low == 0 || low == (next & LOW_32_BITS)) {
            return next;
        }
        long end = offset & ~LOW_32_BITS | low;
        if (end < next) {
            throw new UnreadableBinlog("an event of type " + event.type() + " ends at " + low + " behind " + file + ":"
                    + offset + ": the stream went back, or 4 GiB ahead");
        }
        return end;
    }

    private static StreamPosition named(ByteBuffer body, boolean checksums) throws UnreadableBinlog {
        int name = body.remaining() - Long.BYTES - (checksums ? CHECKSUM : 0);
        if (name <= 0) {
            throw new UnreadableBinlog("the primary names no binlog file");
        }
        long offset = body.getLong();
        byte[] text = new byte[name];
        body.get(text);
        return new StreamPosition(new String(text, UTF_8), offset);
    }
}
