package dev.understudy.recovery.changelog;

import dev.understudy.events.RawTail;
import dev.understudy.events.RawTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a rescued transaction together, which comes in as many records as its size needs. Not thread-safe. */
final class RescuedParts {

    private @Nullable RawTransaction first;
    private final List<String> events = new ArrayList<>();

    boolean isOpen() {
        return first != null;
    }

    /**
     * Takes the next part.
     *
     * @return false where the parts before it are missing
     */
    boolean takes(RawTail raw) {
        RawTransaction part = raw.transaction();
        if (raw.part() == 0) {
            first = part;
            events.clear();
        }
        if (first == null || !first.gtid().equals(part.gtid())) {
            return false;
        }
        events.addAll(part.events());
        return true;
    }

    /**
     * @param latest the part that was taken
     * @return the transaction, where that was its last part
     */
    Optional<RawTransaction> whole(RawTail latest) {
        if (first == null || !latest.last()) {
            return Optional.empty();
        }
        RawTransaction whole = new RawTransaction(first.gtid(), first.formatDescription(), events);
        discard();
        return Optional.of(whole);
    }

    void discard() {
        first = null;
        events.clear();
    }
}
