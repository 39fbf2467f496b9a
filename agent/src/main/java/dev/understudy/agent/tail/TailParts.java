package dev.understudy.agent.tail;

import dev.understudy.binlog.UnreadableBinlog;
import dev.understudy.events.RawTransaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Cuts a whole transaction into parts that fit into a record. */
final class TailParts {

    /** Raw bytes in a part, unless one event alone is larger. */
    static final int PART_BYTES = 8 * 1024 * 1024;

    /** Larger than this no event fits into a record of 64 MB, as base64. */
    static final int EVENT_BYTES = 45 * 1024 * 1024;

    /** Takes each part, in order. */
    interface Sink {
        void part(int number, boolean last, RawTransaction part);
    }

    private TailParts() {}

    /**
     * Reads a transaction out of its file.
     *
     * @param partBytes how many raw bytes make a part
     * @throws UnreadableBinlog where an event is damaged, or too large; parts may have been handed out before
     */
    static void cut(RawFile file, LoggedTransaction transaction, int partBytes, Sink sink)
            throws IOException, UnreadableBinlog {
        file.seek(transaction.start());
        List<String> events = new ArrayList<>();
        int number = 0;
        long size = 0;
        while (file.position() < transaction.end()) {
            byte[] event = file.next();
            if (event.length > EVENT_BYTES) {
                throw new UnreadableBinlog("an event of " + event.length + " bytes in " + transaction.gtid()
                        + " does not fit into a record");
            }
            if (size > 0 && size + event.length > partBytes) {
                sink.part(number++, false, new RawTransaction(transaction.gtid(), file.formatDescription(), events));
                events.clear();
                size = 0;
            }
            events.add(Base64.getEncoder().encodeToString(event));
            size += event.length;
        }
        sink.part(number, true, new RawTransaction(transaction.gtid(), file.formatDescription(), events));
    }
}
