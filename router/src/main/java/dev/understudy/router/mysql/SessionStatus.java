package dev.understudy.router.mysql;

import io.netty.buffer.ByteBuf;

/**
 * Whether a session stands between two transactions, as far as the server's status flags show it. They are looked for where an answer ends
 * with the end of a chunk; what cannot be told is told as "no". Not thread-safe.
 */
public final class SessionStatus {

    private static final int HEADER = 4;
    private static final int OK = 0x00;
    private static final int END = 0xfe;
    private static final int COM_INIT_DB = 0x02;
    private static final int COM_QUERY = 0x03;
    private static final int COM_PING = 0x0e;
    private static final int COM_STMT_EXECUTE = 0x17;
    private static final int COM_RESET_CONNECTION = 0x1f;

    private static final int IN_TRANSACTION = 0x0001;
    private static final int MORE_RESULTS = 0x0008;
    private static final int CURSOR = 0x0040;
    private static final int NONE = -1;

    private boolean flagged;
    private boolean between;
    private boolean inside;
    private boolean endedOne;

    /** The client sends something. */
    public void client(ByteBuf chunk) {
        int command = Packets.command(chunk);
        // The answers to others begin alike and carry no flags.
        flagged = command == COM_QUERY
                || command == COM_STMT_EXECUTE
                || command == COM_PING
                || command == COM_INIT_DB
                || command == COM_RESET_CONNECTION;
        between = false;
    }

    /** The server answers. */
    public void server(ByteBuf chunk) {
        int flags = flagged ? flags(chunk) : NONE;
        between = flags != NONE && (flags & (IN_TRANSACTION | MORE_RESULTS | CURSOR)) == 0;
        endedOne |= between && (inside || changedRows(chunk));
        inside = flags != NONE && (flags & IN_TRANSACTION) != 0;
    }

    /** Whether a transaction was seen to end, or a statement that was one. */
    public boolean hasEndedOne() {
        return endedOne;
    }

    private static boolean changedRows(ByteBuf chunk) {
        return Packets.isOnePacket(chunk) && byteAt(chunk, HEADER) == OK && byteAt(chunk, HEADER + 1) != 0;
    }

    /** Whether nothing is under way: the last answer was whole, and no transaction was open behind it. */
    public boolean isBetween() {
        return between;
    }

    private static int flags(ByteBuf chunk) {
        if (Packets.isOnePacket(chunk) && byteAt(chunk, HEADER) == OK) {
            return flagsOfOk(chunk);
        }
        // Before and after 5.7's CLIENT_DEPRECATE_EOF: warnings and flags, or an OK packet by another name.
        int end = chunk.readableBytes();
        if (end >= 9 && lengthAt(chunk, end - 9) == 5 && byteAt(chunk, end - 5) == END) {
            return shortAt(chunk, end - 2);
        }
        if (end >= 11
                && lengthAt(chunk, end - 11) == 7
                && byteAt(chunk, end - 7) == END
                && byteAt(chunk, end - 6) == 0
                && byteAt(chunk, end - 5) == 0) {
            return shortAt(chunk, end - 4);
        }
        return NONE;
    }

    /** Rows affected and the last id, each of a length of its own, and then the flags. */
    private static int flagsOfOk(ByteBuf chunk) {
        int at = HEADER + 1;
        for (int number = 0; number < 2; number++) {
            if (at >= chunk.readableBytes()) {
                return NONE;
            }
            at += numberLength(byteAt(chunk, at));
        }
        return at + 2 <= chunk.readableBytes() ? shortAt(chunk, at) : NONE;
    }

    private static int numberLength(int first) {
        return switch (first) {
            case 0xfc -> 3;
            case 0xfd -> 4;
            case 0xfe -> 9;
            default -> 1;
        };
    }

    private static int byteAt(ByteBuf chunk, int at) {
        return chunk.getUnsignedByte(chunk.readerIndex() + at);
    }

    private static int shortAt(ByteBuf chunk, int at) {
        return chunk.getUnsignedShortLE(chunk.readerIndex() + at);
    }

    private static int lengthAt(ByteBuf chunk, int at) {
        return chunk.getUnsignedMediumLE(chunk.readerIndex() + at);
    }
}
