package dev.understudy.journal.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Events as MySQL writes them, without a checksum. */
public final class Events {

    private static final int ROWS = 30;
    private static final int ARTIFICIAL = 0x20;

    private Events() {}

    /** An event that ends at {@code end}. */
    public static StreamedEvent event(int type, long end, byte[] body) {
        return event(type, end, body, 0, false);
    }

    static StreamedEvent event(int type, long end, byte[] body, int flags, boolean ackWanted) {
        byte[] bytes = ByteBuffer.allocate(LogEvent.HEADER + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .put((byte) type)
                .putInt(1)
                .putInt(LogEvent.HEADER + body.length)
                .putInt((int) end)
                .putShort((short) flags)
                .put(body)
                .array();
        try {
            return StreamedEvent.of(new byte[] {(byte) 0xEF, (byte) (ackWanted ? 1 : 0)}, bytes);
        } catch (UnreadableBinlog e) {
            throw new AssertionError(e);
        }
    }

    /** What names the file before its first event. */
    public static StreamedEvent file(String name) {
        byte[] text = name.getBytes(UTF_8);
        byte[] body = ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(4)
                .put(text)
                .array();
        return event(LogEvent.ROTATE, 0, body, ARTIFICIAL, false);
    }

    public static StreamedEvent description() {
        return event(LogEvent.FORMAT_DESCRIPTION, 0, new byte[] {4, 0, 7}, ARTIFICIAL, false);
    }

    public static StreamedEvent gtid(long number, long end) {
        byte[] body = ByteBuffer.allocate(42)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(17)
                .putLong(number)
                .array();
        return event(LogEvent.MYSQL_GTID, end, body);
    }

    public static StreamedEvent begin(long end) {
        byte[] body = ByteBuffer.allocate(14 + 5)
                .position(14)
                .put("BEGIN".getBytes(UTF_8))
                .array();
        return event(LogEvent.QUERY, end, body);
    }

    public static StreamedEvent rows(long end, int size) {
        return event(ROWS, end, new byte[size]);
    }

    /** The last event of a transaction; a commit waits for it. */
    public static StreamedEvent xid(long end) {
        return event(LogEvent.XID, end, new byte[8], 0, true);
    }
}
