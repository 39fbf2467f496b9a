package dev.understudy.journal.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.binlog.UnreadableBinlog;
import java.nio.ByteBuffer;

/**
 * MySQL's second kind of heartbeat: where its reader stands, beyond 4 GiB too. A list of fields, each a number, a length and its
 * bytes, ended by field 0: 1 is the file's name, 2 the offset.
 *
 * @param file the binlog file
 * @param offset in it, bytes
 */
record Heartbeat(String file, long offset) {

    private static final int END = 0;
    private static final int FILE = 1;
    private static final int OFFSET = 2;

    static Heartbeat of(ByteBuffer body) throws UnreadableBinlog {
        String file = "";
        long offset = 0;
        while (body.hasRemaining()) {
            int field = (int) lengthEncoded(body);
            if (field == END) {
                break;
            }
            int length = (int) lengthEncoded(body);
            if (length < 0 || length > body.remaining()) {
                throw new UnreadableBinlog("a heartbeat of an unknown form");
            }
            ByteBuffer value = body.slice(body.position(), length);
            body.position(body.position() + length);
            switch (field) {
                case FILE -> {
                    byte[] name = new byte[length];
                    value.get(name);
                    file = new String(name, UTF_8);
                }
                case OFFSET -> offset = lengthEncoded(value);
                default -> {}
            }
        }
        return new Heartbeat(file, offset);
    }

    /** The protocol's own coding of numbers: one byte below 251, otherwise 2, 3 or 8 bytes behind 252, 253, 254. */
    private static long lengthEncoded(ByteBuffer in) {
        int first = in.get() & 0xFF;
        int bytes = switch (first) {
            case 252 -> 2;
            case 253 -> 3;
            case 254 -> 8;
            default -> 0;
        };
        if (bytes == 0) {
            return first;
        }
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (in.get() & 0xFFL) << (8 * i);
        }
        return number;
    }
}
