package dev.understudy.recovery.replay;

import dev.understudy.recovery.sql.Claims;
import java.util.HashMap;
import java.util.Map;

/**
 * Which ranges must wait for which: a range begins when no earlier one that is not committed needs alone what it needs, or
 * needs what it needs alone. Pure. Not thread-safe.
 */
final class Schedule {

    /** About what six ranges need: what is kept for longer costs the collector more than the cleaning. */
    private static final int CLEAN_AT = 32_000;

    private final Map<Long, Last> things = new HashMap<>(2 * CLEAN_AT);
    private long number;

    /** The last ranges that needed a thing. */
    private static final class Last {
        long alone;
        long shared;
    }

    /** The number of the range that was entered last. */
    long number() {
        return number;
    }

    /**
     * Enters the next range.
     *
     * @param committed all ranges up to this one are committed
     * @return the last range that must be committed before; 0 for none
     */
    long enter(Claims claims, long committed) {
        if (things.size() > CLEAN_AT) {
            things.values().removeIf(last -> last.alone <= committed && last.shared <= committed);
        }
        number++;
        long after = 0;
        for (Long thing : claims.alone()) {
            Last last = things.computeIfAbsent(thing, any -> new Last());
            after = Math.max(after, Math.max(last.alone, last.shared));
            last.alone = number;
        }
        for (Long thing : claims.shared()) {
            Last last = things.computeIfAbsent(thing, any -> new Last());
            if (last.alone != number) {
                after = Math.max(after, last.alone);
            }
            last.shared = number;
        }
        return after <= committed ? 0 : after;
    }
}
