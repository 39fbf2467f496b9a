package dev.understudy.binlog;

import dev.understudy.binlog.GtidEvent.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MySQL 9; remembers the last source, so used by one thread. Seen on 9.7.4: a GTID event (33) is flags, the source's 16 bytes, the number in 8; a tagged one (42) is a
 * sequence of fields, each a number with the field's id before it, numbers in the server's variable-length coding.
 */
final class MySqlDialect implements Dialect {

    private static final int UUID_BYTES = 16;
    private static final int FIELD_FLAGS = 0;
    private static final int FIELD_UUID = 1;
    private static final int FIELD_NUMBER = 2;
    private static final int FIELD_TAG = 3;
    private static final int TAGGED_FORMAT = 1;

    private final byte[] lastUuid = new byte[UUID_BYTES];
    private Origin last = origin(uuid(new byte[UUID_BYTES]), "");

    @Override
    public boolean isGtid(int type) {
        return type == LogEvent.MYSQL_GTID || type == LogEvent.MYSQL_TAGGED_GTID;
    }

    @Override
    public boolean isPrevious(int type) {
        return type == LogEvent.MYSQL_PREVIOUS_GTIDS;
    }

    @Override
    public int gtidSize() {
        return 128;
    }

    @Override
    public GtidEvent gtid(LogEvent event, ByteBuffer body) throws UnreadableBinlog {
        if (event.type() == LogEvent.MYSQL_TAGGED_GTID) {
            return tagged(body);
        }
        body.get();
        byte[] source = new byte[UUID_BYTES];
        body.get(source);
        // Nearly always the same source as before.
        if (!Arrays.equals(source, lastUuid)) {
            System.arraycopy(source, 0, lastUuid, 0, UUID_BYTES);
            last = origin(uuid(source), "");
        }
        return new GtidEvent(last, body.getLong(), false, false);
    }

    private GtidEvent tagged(ByteBuffer body) throws UnreadableBinlog {
        Varints.read(body); // the coding's version
        Varints.read(body); // size
        Varints.read(body); // the last field that may not be ignored
        expect(body, FIELD_FLAGS);
        Varints.read(body);
        expect(body, FIELD_UUID);
        byte[] source = new byte[UUID_BYTES];
        for (int i = 0; i < UUID_BYTES; i++) {
            source[i] = (byte) Varints.read(body);
        }
        expect(body, FIELD_NUMBER);
        long number = Varints.readSigned(body);
        expect(body, FIELD_TAG);
        String tag = text(body, (int) Varints.read(body));
        return new GtidEvent(origin(uuid(source), tag), number, false, false);
    }

    private static void expect(ByteBuffer body, int field) throws UnreadableBinlog {
        if (Varints.read(body) != field) {
            throw new UnreadableBinlog("a tagged GTID event of an unknown form");
        }
    }

    @Override
    public String previous(ByteBuffer body) throws UnreadableBinlog {
        long head = body.getLong();
        boolean tagged = head >>> 56 == TAGGED_FORMAT;
        long sources = tagged ? head << 8 >>> 16 : head;
        StringBuilder set = new StringBuilder();
        for (long i = 0; i < sources; i++) {
            byte[] bytes = new byte[UUID_BYTES];
            body.get(bytes);
            String source = uuid(bytes);
            String tag = tagged ? text(body, (int) Varints.read(body)) : "";
            set.append(set.isEmpty() ? "" : ",").append(source).append(tag.isEmpty() ? "" : ":" + tag);
            long intervals = body.getLong();
            for (long j = 0; j < intervals; j++) {
                long first = body.getLong();
                long last = body.getLong() - 1;
                set.append(':').append(interval(first, last));
            }
        }
        return set.toString();
    }

    @Override
    public RunningSet running() {
        return new Ranges();
    }

    @Override
    public boolean opens(String statement) {
        return statement.equals("BEGIN") || statement.startsWith("XA START");
    }

    /** There is no mark for it: it is the first statement, and none said that more would come. */
    @Override
    public boolean isAlone(GtidEvent gtid, boolean inside) {
        return !inside;
    }

    @Override
    public String obstacle(int type) {
        return type == LogEvent.MYSQL_PAYLOAD ? "it is compressed (binlog_transaction_compression)" : "";
    }

    private static String text(ByteBuffer body, int length) throws UnreadableBinlog {
        if (length < 0 || length > body.remaining()) {
            throw new UnreadableBinlog("a tag of an unknown form");
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static Origin origin(String uuid, String tag) {
        String name = tag.isEmpty() ? uuid : uuid + ":" + tag;
        return new Origin(name, name, ':');
    }

    private static String uuid(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    private static String interval(long first, long last) {
        return first == last ? Long.toString(first) : first + "-" + last;
    }

    /** By origin, the ranges; numbers come mostly in their order, so mostly the newest range grows. */
    private static final class Ranges implements RunningSet {

        private final Map<String, List<long[]>> origins = new LinkedHashMap<>();
        private @Nullable Origin growingOrigin;
        private long[] growing = new long[2];

        @Override
        public void add(GtidEvent transaction) {
            if (transaction.origin() == growingOrigin && growing[1] + 1 == transaction.number()) {
                growing[1]++;
                return;
            }
            List<long[]> ranges = origins.computeIfAbsent(transaction.origin().name(), name -> new ArrayList<>());
            growing = new long[] {transaction.number(), transaction.number()};
            growingOrigin = transaction.origin();
            ranges.add(growing);
        }

        @Override
        public String text() {
            StringBuilder set = new StringBuilder();
            origins.forEach((origin, ranges) -> {
                set.append(set.isEmpty() ? "" : ",").append(origin);
                ranges.forEach(range -> set.append(':').append(interval(range[0], range[1])));
            });
            return set.toString();
        }
    }
}
