package dev.understudy.router.hold;

import java.time.Duration;

/**
 * How many clients may wait, and how long.
 *
 * @param time the longest that one waits; 30s if not given
 * @param connections how many wait at most on one listener; 10000
 */
public record HoldLimits(Duration time, Integer connections) {

    public HoldLimits {
        time = time == null ? Duration.ofSeconds(30) : time;
        connections = connections == null ? Integer.valueOf(10_000) : connections;
        if (time.toMillis() < 1 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("time is 1ms to 1h, not " + time.toMillis() + "ms");
        }
        if (connections < 0) {
            throw new IllegalArgumentException("connections is 0 or more, not " + connections);
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    public static HoldLimits defaults() {
        return new HoldLimits(null, null);
    }
}
