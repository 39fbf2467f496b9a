package dev.understudy.agent.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.Probe;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The first packet of a MySQL or MariaDB server: its greeting, or the reason why it takes no connection. */
final class Greeting {

    private static final int ERROR = 0xFF;
    private static final int LONGEST = 64 * 1024;

    private Greeting() {}

    /** The server's word that it takes no connection, by its own number. */
    record Refusal(int number, String text) {}

    /**
     * Reads it.
     *
     * @return null for a greeting, the server's error otherwise
     * @throws IOException where the connection ends, or times out
     */
    static @Nullable Refusal read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length = data.readUnsignedByte() | data.readUnsignedByte() << 8 | data.readUnsignedByte() << 16;
        data.readUnsignedByte();
        if (length == 0 || length > LONGEST) {
            throw new IOException("not a database server's greeting");
        }
        byte[] payload = new byte[length];
        data.readFully(payload);
        if ((payload[0] & 0xFF) != ERROR) {
            return null;
        }
        if (length < 3) {
            throw new EOFException("an error without a text");
        }
        return new Refusal((payload[1] & 0xFF) | (payload[2] & 0xFF) << 8, new String(payload, 3, length - 3, UTF_8));
    }

    static Probe outcome(@Nullable Refusal refusal, double millis) {
        return refusal == null
                ? Probe.answered(millis)
                : new Probe(Probe.Outcome.FAILED, millis, refusal.text(), refusal.number());
    }
}
