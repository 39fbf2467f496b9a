package dev.understudy.recovery.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A transaction's events, which stand one behind the other, taken apart by the sizes in their headers. */
final class EventList {

    private static final int HEADER = 19;
    private static final int SIZE_AT = 9;

    private EventList() {}

    /**
     * The events behind the first, which is the GTID's, each base64.
     *
     * @throws UnreadableJournal where the sizes do not add up
     */
    static List<String> base64(byte[] events, String gtid) throws UnreadableJournal {
        ByteBuffer bytes = ByteBuffer.wrap(events).order(ByteOrder.LITTLE_ENDIAN);
        List<String> list = new ArrayList<>();
        int at = 0;
        while (at < events.length) {
            int size = events.length - at < HEADER ? -1 : bytes.getInt(at + SIZE_AT);
            if (size < HEADER || size > events.length - at) {
                throw new UnreadableJournal("the events of " + gtid + " are damaged in the journal");
            }
            if (at > 0) {
                list.add(Base64.getEncoder().encodeToString(Arrays.copyOfRange(events, at, at + size)));
            }
            at += size;
        }
        return list;
    }
}
