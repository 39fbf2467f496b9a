package dev.understudy.detector.doubt;

import java.util.OptionalLong;

/**
 * How long the detector's own heartbeats are on their way through Kafka and back. One is under way at a time; where one stays away, another is sent
 * after a while, since it may be lost. Not thread-safe.
 */
final class RoundTrip {

    private static final long EVERY = 1_000;
    private static final long LOST_AFTER = 5_000;

    private long sequence;
    private long sentAt = Long.MIN_VALUE;
    private long underWaySince = Long.MIN_VALUE;

    /** The number of the heartbeat to be sent now; empty where none is due. */
    OptionalLong due(long now) {
        if (sentAt != Long.MIN_VALUE && now - sentAt < (underWay() ? LOST_AFTER : EVERY)) {
            return OptionalLong.empty();
        }
        sentAt = now;
        underWaySince = underWay() ? underWaySince : now;
        return OptionalLong.of(++sequence);
    }

    /** The heartbeat of this number has come back; one before the newest leaves that one under way. */
    void back(long number) {
        if (number == sequence) {
            underWaySince = Long.MIN_VALUE;
        } else if (underWay()) {
            underWaySince = sentAt;
        }
    }

    /** For how long one has been under way, ms; 0 where none is. */
    long late(long now) {
        return underWay() ? Math.max(0, now - underWaySince) : 0;
    }

    /** The clock went back: what was sent before is no measure. */
    void forget() {
        sentAt = Long.MIN_VALUE;
        underWaySince = Long.MIN_VALUE;
    }

    private boolean underWay() {
        return underWaySince != Long.MIN_VALUE;
    }
}
