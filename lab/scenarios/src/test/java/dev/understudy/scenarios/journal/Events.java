package dev.understudy.scenarios.journal;

import dev.understudy.events.RawTransaction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/** A transaction's events as bytes. */
final class Events {

    private static final int SIZE_AT = 9;

    private Events() {}

    static byte[] joined(RawTransaction transaction) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        transaction
                .events()
                .forEach(event -> bytes.writeBytes(Base64.getDecoder().decode(event)));
        return bytes.toByteArray();
    }

    /** Without the GTID's own event. */
    static byte[] behindTheFirst(byte[] events) {
        int size = ByteBuffer.wrap(events).order(ByteOrder.LITTLE_ENDIAN).getInt(SIZE_AT);
        return Arrays.copyOfRange(events, size, events.length);
    }
}
