package dev.understudy.router.plain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A client's first words, as the JDK says them, and in other shapes that TLS allows. */
final class HelloBytes {

    private static final int RECORD = 5;

    private HelloBytes() {}

    /**
     * @param name null for none
     */
    static byte[] of(@Nullable String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        if (name != null) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            engine.setSSLParameters(parameters);
        }
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The same in records of so many bytes. */
    static byte[] inRecordsOf(int size, byte[] hello) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int from = RECORD; from < hello.length; from += size) {
            int length = Math.min(size, hello.length - from);
            all.writeBytes(new byte[] {hello[0], hello[1], hello[2], (byte) (length >>> 8), (byte) length});
            all.write(hello, from, length);
        }
        return all.toByteArray();
    }

    /** With another name of the same length, which the JDK would not send. */
    static byte[] renamed(String from, String to, byte[] hello) {
        int at = new String(hello, ISO_8859_1).indexOf(from);
        byte[] changed = hello.clone();
        System.arraycopy(to.getBytes(US_ASCII), 0, changed, at, to.length());
        return changed;
    }

    /** The head of a hello that would be so long. */
    static byte[] announcing(int length) {
        byte[] start = new byte[RECORD + 16_384];
        start[0] = 22;
        start[1] = 3;
        start[2] = 1;
        start[3] = 0x40;
        start[5] = 1;
        start[6] = (byte) (length >>> 16);
        start[7] = (byte) (length >>> 8);
        start[8] = (byte) length;
        return start;
    }
}
