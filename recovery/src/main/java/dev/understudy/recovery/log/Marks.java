package dev.understudy.recovery.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.understudy.connect.place.EventNumber;
import dev.understudy.events.ChangelogRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What the headers of a changelog's record say of it. */
public final class Marks {

    private Marks() {}

    /** Whether we wrote it, and not a connector. */
    public static boolean ours(Headers headers) {
        return headers.lastHeader(ChangelogRecord.HEADER) != null;
    }

    /** The number of the row's event within its transaction; 0 where nothing says so. */
    public static long event(Headers headers) {
        Header header = headers.lastHeader(EventNumber.HEADER);
        if (header == null || header.value() == null) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(new String(header.value(), US_ASCII)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
