package dev.understudy.binlog;

import java.nio.ByteBuffer;

/**
 * MySQL's variable-length numbers: as many one-bits at the low end of the first byte as there are further bytes, then a
 * zero-bit, then the number, little-endian. Signed ones are zigzag-coded.
 */
final class Varints {

    private static final int LONGEST = 8;

    private Varints() {}

    static long read(ByteBuffer in) throws UnreadableBinlog {
        int first = in.get() & 0xFF;
        int more = Integer.numberOfTrailingZeros(~first);
        if (more > in.remaining()) {
            throw new UnreadableBinlog("a number of an unknown form");
        }
        long bytes = 0;
        for (int i = 0; i < more; i++) {
            bytes |= (in.get() & 0xFFL) << (8 * i);
        }
        if (more >= LONGEST) {
            return bytes;
        }
        return bytes << (7 - more) | first >>> (more + 1);
    }

    static long readSigned(ByteBuffer in) throws UnreadableBinlog {
        long coded = read(in);
        return coded >>> 1 ^ -(coded & 1);
    }
}
