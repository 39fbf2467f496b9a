package dev.understudy.detector.playback;

import dev.understudy.events.FaultKind;
import org.jspecify.annotations.Nullable;

/**
 * One incident, as the verdicts on it tell it. Times are ms since 1970.
 *
 * @param suspectedAt when it was first raised
 * @param confirmedAt null where it never was
 * @param clearedAt null where it still stands
 */
public record Story(
        String incident,
        FaultKind kind,
        String scope,
        String node,
        long suspectedAt,
        @Nullable Long confirmedAt,
        @Nullable Long clearedAt) {

    public boolean confirmed() {
        return confirmedAt != null;
    }

    /** A suspicion that came to nothing. */
    public boolean withdrawn() {
        return confirmedAt == null && clearedAt != null;
    }
}
