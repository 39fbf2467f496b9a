package dev.understudy.recovery.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.understudy.connect.place.ChangedKey;
import dev.understudy.connect.place.EventNumber;
import dev.understudy.events.ChangelogRecord;
import dev.understudy.recovery.changelog.LogEntry;
import dev.understudy.recovery.changelog.Mark;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What the headers of a changelog's record say of it. */
public final class Marks {

    private Marks() {}

    public static Mark of(Headers headers) {
        return new Mark(headers.lastHeader(ChangelogRecord.HEADER) != null, event(headers), half(headers));
    }

    private static LogEntry.Half half(Headers headers) {
        if (headers.lastHeader(ChangedKey.NEW_KEY) != null) {
            return LogEntry.Half.FIRST;
        }
        return headers.lastHeader(ChangedKey.OLD_KEY) == null ? LogEntry.Half.WHOLE : LogEntry.Half.SECOND;
    }

    private static long event(Headers headers) {
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
