package dev.understudy.recovery.standing;

import dev.understudy.events.StandbyReport.State;
import java.time.Instant;

/**
 * What is left of a trouble after it ended: a standby that follows again is not thereby the same as its primary. It is over when a
 * comparison that began afterwards found the two identical. Immutable; time is an argument.
 *
 * @param trouble what was wrong; empty for nothing
 * @param seen when that was last seen
 * @param over whether it follows since
 */
public record Doubt(String trouble, Instant seen, boolean over) {

    public static final Doubt NONE = new Doubt("", Instant.EPOCH, false);

    /**
     * @param compares whether standbys are compared at all: otherwise that it follows has to do
     */
    public Doubt next(Sight sight, Instant now, boolean compares) {
        String seenNow = sight.trouble();
        if (!seenNow.isEmpty()) {
            return new Doubt(seenNow, now, false);
        }
        if (trouble.isEmpty() || sight.state() != State.FOLLOWING) {
            return this;
        }
        boolean isProven = sight.identical()
                .filter(comparison -> comparison.began().isAfter(seen))
                .isPresent();
        return isProven || !compares ? NONE : new Doubt(trouble, seen, true);
    }

    /** It has just begun to follow again: a comparison is due. */
    boolean beginsAfter(Doubt before) {
        return over && !before.over;
    }

    /** For a person; empty for none. */
    public String text() {
        return over ? trouble + "; it follows again and was not found identical since" : "";
    }
}
