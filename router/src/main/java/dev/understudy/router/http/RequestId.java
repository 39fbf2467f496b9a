package dev.understudy.router.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a request is called in everyone's logs. */
final class RequestId {

    static final AsciiString HEADER = AsciiString.cached("x-request-id");

    private static final int LONGEST = 128;

    private RequestId() {}

    /** The one that the client has given, where it is one word of at most {@value #LONGEST} letters; otherwise a new one. */
    static String of(HttpHeaders headers) {
        return of(headers.get(HEADER), () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * @param given the client's; null where it gave none
     * @param random any bits: it tells apart, and proves nothing
     */
    static String of(@Nullable String given, LongSupplier random) {
        if (given != null && isSane(given)) {
            return given;
        }
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.getAsLong()) + hex.toHexDigits(random.getAsLong());
    }

    private static boolean isSane(String given) {
        return !given.isEmpty()
                && given.length() <= LONGEST
                && given.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
    }
}
