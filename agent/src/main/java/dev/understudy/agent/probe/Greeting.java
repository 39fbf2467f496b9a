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

    /**
     * Reads it.
     *
     * @return null for a greeting, the server's error text otherwise
     * @throws IOException where the connection ends, or times out
     */
    static @Nullable String read(InputStream in) throws IOException {
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
        return new String(payload, 3, length - 3, UTF_8);
    }

    static Probe outcome(@Nullable String error, double millis) {
        return error == null ? Probe.answered(millis) : new Probe(Probe.Outcome.FAILED, millis, error);
    }
}
