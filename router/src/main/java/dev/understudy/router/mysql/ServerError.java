package dev.understudy.router.mysql;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The error packet that a client gets in place of its greeting, or of an answer. */
public final class ServerError {

    /** {@code ER_SERVER_SHUTDOWN}: drivers and pools know it as a connection that is worth another try. */
    static final int CODE = 1053;

    private static final String SQL_STATE = "08S01";
    private static final int LONGEST = 400;

    private ServerError() {}

    /** The packet: sequence 0, since nothing was sent before it. The caller releases it. */
    public static ByteBuf packet(ByteBufAllocator allocator, String reason) {
        return packet(allocator, 0, reason);
    }

    /** The answer to a command that no server has seen. The caller releases it. */
    public static ByteBuf answer(ByteBufAllocator allocator, String reason) {
        return packet(allocator, 1, reason);
    }

    private static ByteBuf packet(ByteBufAllocator allocator, int sequence, String reason) {
        String line = ("Understudy: " + reason).replaceAll("\\s+", " ");
        // Not between the two halves of one character.
        int end =
                line.length() > LONGEST && Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        byte[] message = (line.length() > LONGEST ? line.substring(0, end) : line).getBytes(UTF_8);
        int length = 1 + 2 + 1 + SQL_STATE.length() + message.length;
        return allocator
                .buffer(4 + length)
                .writeMediumLE(length)
                .writeByte(sequence)
                .writeByte(0xff)
                .writeShortLE(CODE)
                .writeByte('#')
                .writeBytes(SQL_STATE.getBytes(US_ASCII))
                .writeBytes(message);
    }
}
