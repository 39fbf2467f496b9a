package dev.understudy.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;

/**
 * The commands that ask for the binlog behind a set of transactions. Never by file and position: that acknowledges everything before
 * it, and releases commits that nobody has stored.
 */
final class DumpRequest {

    private static final int BINLOG_DUMP = 0x12;
    private static final int BINLOG_DUMP_GTID = 0x1E;
    private static final int FIRST_EVENT = 4;
    /** What the server notes before rows is sent as well. */
    private static final int ANNOTATIONS = 0x02;
    /** Heartbeats that can say offsets beyond 4 GiB. */
    private static final int LONG_HEARTBEATS = 0x02;

    private static final int BY_GTID = 0x04;
    /** The count's highest and lowest byte say that tags follow, as in the event that begins a file (seen on 9.7.4). */
    private static final long TAGGED = 1L << 56 | 1;

    private DumpRequest() {}

    /** MySQL's, which carries the set. */
    static byte[] of(long serverId, GtidSet set) {
        byte[] encoded = encoded(set);
        return little(1 + 2 + 4 + 4 + 8 + 4 + encoded.length)
                .put((byte) BINLOG_DUMP_GTID)
                .putShort((short) (BY_GTID | LONG_HEARTBEATS))
                .putInt((int) serverId)
                .putInt(0)
                .putLong(FIRST_EVENT)
                .putInt(encoded.length)
                .put(encoded)
                .array();
    }

    /** MariaDB's, which was told the position in {@code @slave_connect_state} before. */
    static byte[] of(long serverId) {
        return little(1 + 4 + 2 + 4)
                .put((byte) BINLOG_DUMP)
                .putInt(FIRST_EVENT)
                .putShort((short) ANNOTATIONS)
                .putInt((int) serverId)
                .array();
    }

    /** The number of origins, and for each its 16 bytes, its tag where any has one, and its intervals, each without its end. */
    static byte[] encoded(GtidSet set) {
        boolean tagged = set.origins().keySet().stream().anyMatch(origin -> origin.contains(":"));
        int count = set.origins().size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(number(tagged ? TAGGED | (long) count << 8 : count));
        for (Map.Entry<String, Intervals> entry : set.origins().entrySet()) {
            String[] origin = entry.getKey().split(":", 2);
            out.writeBytes(HexFormat.of().parseHex(origin[0].replace("-", "")));
            if (tagged) {
                String tag = origin.length > 1 ? origin[1] : "";
                // The server's variable-length number: one byte, doubled, for what is below 128.
                out.write(tag.length() << 1);
                out.writeBytes(tag.getBytes(US_ASCII));
            }
            out.writeBytes(number(entry.getValue().list().size()));
            for (Intervals.Interval interval : entry.getValue().list()) {
                out.writeBytes(number(interval.first()));
                out.writeBytes(number(interval.last() + 1));
            }
        }
        return out.toByteArray();
    }

    private static byte[] number(long value) {
        return little(Long.BYTES).putLong(value).array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
