package dev.understudy.journal.stream;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One event as a semi-synchronous primary sends it. The packet behind its first byte is {@code EF | flag | event}; flag 1 asks for
 * an acknowledgement.
 *
 * @param ackWanted whether a commit waits for this event's end
 * @param bytes the event: header of 19 bytes, body and checksum, as in the binlog; not to be changed
 */
public record StreamedEvent(boolean ackWanted, byte[] bytes) {

    /** Before each event. */
    public static final int PREFIX = 2;

    private static final int MAGIC = 0xEF;
    private static final int SIZE_AT = 9;
    private static final int END_AT = 13;
    private static final int FLAGS_AT = 17;
    private static final int ARTIFICIAL = 0x20;
    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    /**
     * @param prefix the two bytes before the event
     * @param event the whole event
     * @throws UnreadableBinlog where it is no such packet
     */
    public static StreamedEvent of(byte[] prefix, byte[] event) throws UnreadableBinlog {
        if (prefix.length != PREFIX || (prefix[0] & 0xFF) != MAGIC) {
            throw new UnreadableBinlog(
                    "the primary sends no semi-synchronous packets: semi-sync is off there, or its plugin is missing");
        }
        if (event.length < LogEvent.HEADER || size(event) != event.length) {
            throw new UnreadableBinlog("an event of " + event.length + " bytes says that it has another size");
        }
        return new StreamedEvent(prefix[1] == 1, event);
    }

    /**
     * How large an event is by its header.
     *
     * @param header at least its 19 bytes
     */
    public static long size(byte[] header) {
        return little(header).getInt(SIZE_AT) & LOW_32_BITS;
    }

    public int type() {
        return bytes[4] & 0xFF;
    }

    /** The low 32 bits of where it ends in its file; 0 where the header does not say. */
    long endBits() {
        return little(bytes).getInt(END_AT) & LOW_32_BITS;
    }

    /** Made for this connection; it stands in no file. */
    public boolean artificial() {
        return (little(bytes).getShort(FLAGS_AT) & ARTIFICIAL) != 0
                || type() == LogEvent.HEARTBEAT
                || type() == LogEvent.MYSQL_HEARTBEAT_V2;
    }

    /** The first bytes of its body, at most {@code most}, little-endian. */
    public ByteBuffer body(int most) {
        int size = Math.min(most, bytes.length - LogEvent.HEADER);
        return ByteBuffer.wrap(bytes, LogEvent.HEADER, size).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Its header, for an event that ends here. */
    LogEvent header(long end) {
        return new LogEvent(
                type(), little(bytes).getInt(5) & LOW_32_BITS, bytes.length, Math.max(0, end - bytes.length));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
