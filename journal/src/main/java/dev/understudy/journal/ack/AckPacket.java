package dev.understudy.journal.ack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.journal.stream.StreamPosition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An acknowledgement as a semi-synchronous replica sends it: {@code EF}, the offset in 8 bytes, the file's name. No answer comes. */
public final class AckPacket {

    private static final byte MAGIC = (byte) 0xEF;

    private AckPacket() {}

    public static byte[] of(StreamPosition position) {
        byte[] file = position.file().getBytes(UTF_8);
        return ByteBuffer.allocate(1 + Long.BYTES + file.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putLong(position.offset())
                .put(file)
                .array();
    }
}
