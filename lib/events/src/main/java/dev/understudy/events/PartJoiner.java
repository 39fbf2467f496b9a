package dev.understudy.events;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the parts of transactions as they stand in a journal. A part 0 begins anew; what a session left open is dropped. Not
 * thread-safe.
 */
public final class PartJoiner {

    /**
     * A whole transaction.
     *
     * @param end its last part
     * @param events its events, from the GTID event on, one behind the other
     */
    public record Whole(RawPart end, byte[] events) {}

    private final Map<String, Open> open = new HashMap<>();

    /**
     * Takes the next part.
     *
     * @return the transaction that is whole with it
     * @throws IllegalArgumentException where a part before it is missing
     */
    public Optional<Whole> take(RawPart part, byte[] bytes) {
        if (part.part() == 0) {
            open.put(part.session(), new Open(part.gtid()));
        }
        Open joined = open.get(part.session());
        if (joined == null || !joined.gtid.equals(part.gtid()) || joined.next != part.part()) {
            throw new IllegalArgumentException("part " + part.part() + " of " + part.gtid() + " in the session "
                    + part.session() + " does not follow what stands before it");
        }
        joined.next++;
        joined.bytes.writeBytes(bytes);
        if (!part.last()) {
            return Optional.empty();
        }
        open.remove(part.session());
        return Optional.of(new Whole(part, joined.bytes.toByteArray()));
    }

    private static final class Open {
        private final String gtid;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int next;

        Open(String gtid) {
            this.gtid = gtid;
        }
    }
}
