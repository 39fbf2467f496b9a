package dev.understudy.recovery.changelog;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import org.jspecify.annotations.Nullable;

/** Whether an epoch may follow what was read. Pure. */
final class Succession {

    private Succession() {}

    /**
     * Why a marker cannot be obeyed.
     *
     * @param epoch that was being read
     * @param connector of that epoch; null before the first marker, when it is not known what the log should hold
     * @param received every whole transaction before the marker
     * @return one line; empty where it can
     */
    static String objection(EpochMarker marker, Epoch epoch, @Nullable String connector, TransactionSet received) {
        if (marker.epoch().isOlderThan(epoch)) {
            return "epoch " + marker.epoch() + " begins in the changelog after epoch " + epoch
                    + ": it is not the changelog that was followed, or Kafka has lost its memory";
        }
        if (connector == null || marker.epoch().equals(epoch)) {
            return "";
        }
        TransactionSet missing = received.read(marker.cut()).minus(received);
        return missing.isEmpty()
                ? ""
                : "the changelog lacks " + missing.text() + ", which was committed before epoch " + marker.epoch()
                        + " began";
    }
}
