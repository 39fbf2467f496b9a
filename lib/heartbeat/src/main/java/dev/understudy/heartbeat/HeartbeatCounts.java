package dev.understudy.heartbeat;

/**
 * What became of the heartbeats so far.
 *
 * @param delivered stored by a broker
 * @param stale dropped before they were sent: too old
 * @param overflowed dropped because too many were waiting
 * @param failed given to the Kafka client and not delivered in time
 */
public record HeartbeatCounts(long delivered, long stale, long overflowed, long failed) {

    /** All that never arrived. */
    public long dropped() {
        return stale + overflowed + failed;
    }
}
