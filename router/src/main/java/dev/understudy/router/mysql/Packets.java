package dev.understudy.router.mysql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * What one chunk of a MySQL conversation shows from outside. A chunk is looked at only where it is exactly one packet; what
 * cannot be told is told as "no".
 */
public final class Packets {

    private static final int HEADER = 4;
    private static final int LONGEST_END = 8;
    /** What MySQL's clients put in front of a query, for want of attributes: how many there are, and one set of them. */
    private static final String NO_ATTRIBUTES = "\0\1";

    private static final int COM_QUIT = 0x01;
    private static final int COM_QUERY = 0x03;
    private static final int COM_STMT_SEND_LONG_DATA = 0x18;
    private static final int COM_STMT_CLOSE = 0x19;
    private static final int ERROR = 0xff;
    private static final int SSL_REQUEST_LENGTH = 32;
    private static final int CLIENT_SSL = 0x0800;
    private static final int SHUTDOWN = 1053;

    private Packets() {}

    /** The client says goodbye: that the server then closes is no failure. */
    public static boolean isQuit(ByteBuf chunk) {
        return command(chunk) == COM_QUIT && chunk.readableBytes() == HEADER + 1;
    }

    /** What a client says to be done with something, and what begins no transaction: drivers roll back before they say goodbye. */
    public static boolean onlyEnds(ByteBuf chunk) {
        int command = command(chunk);
        if (command != COM_QUERY) {
            return command == COM_QUIT || command == COM_STMT_CLOSE;
        }
        int length = chunk.readableBytes() - HEADER - 1;
        if (length > NO_ATTRIBUTES.length() + LONGEST_END) {
            return false;
        }
        String text = chunk.toString(chunk.readerIndex() + HEADER + 1, length, US_ASCII);
        text = text.startsWith(NO_ATTRIBUTES) ? text.substring(NO_ATTRIBUTES.length()) : text;
        return text.equalsIgnoreCase("rollback") || text.equalsIgnoreCase("commit");
    }

    /** Whether the server will say something to this. */
    public static boolean wantsAnswer(ByteBuf chunk) {
        int command = command(chunk);
        return command != COM_QUIT && command != COM_STMT_SEND_LONG_DATA && command != COM_STMT_CLOSE;
    }

    /** The client's first packet asks for TLS: nothing can be read after it. */
    public static boolean startsTls(ByteBuf firstOfClient) {
        return isOnePacket(firstOfClient)
                && firstOfClient.readableBytes() == HEADER + SSL_REQUEST_LENGTH
                && (firstOfClient.getUnsignedShortLE(firstOfClient.readerIndex() + HEADER) & CLIENT_SSL) != 0;
    }

    /** The server says why it ends the connection, or refuses a command. */
    public static boolean isError(ByteBuf chunk) {
        return isOnePacket(chunk) && first(chunk) == ERROR;
    }

    /** An error of the log-in: the client has read the greeting, so that the packet's number is 2 or more. */
    public static boolean isLoginError(ByteBuf chunk) {
        return isError(chunk) && chunk.getUnsignedByte(chunk.readerIndex() + 3) >= 2;
    }

    /** In place of a greeting: the server is about to end, and another may be on its way. */
    public static boolean isShutdown(ByteBuf greeting) {
        return isError(greeting)
                && greeting.readableBytes() >= HEADER + 3
                && greeting.getUnsignedShortLE(greeting.readerIndex() + HEADER + 1) == SHUTDOWN;
    }

    /** The command of a chunk that is one command packet; -1 where it is something else. */
    static int command(ByteBuf chunk) {
        return isOnePacket(chunk) && chunk.getUnsignedByte(chunk.readerIndex() + 3) == 0 ? first(chunk) : -1;
    }

    static boolean isOnePacket(ByteBuf chunk) {
        return chunk.readableBytes() > HEADER
                && chunk.getUnsignedMediumLE(chunk.readerIndex()) == chunk.readableBytes() - HEADER;
    }

    private static int first(ByteBuf chunk) {
        return chunk.getUnsignedByte(chunk.readerIndex() + HEADER);
    }
}
