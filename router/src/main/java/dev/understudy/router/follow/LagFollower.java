package dev.understudy.router.follow;

import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.router.select.Lags;
import dev.understudy.runtime.kafka.TopicFollower;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads how far behind the standbys are, from {@code understudy.heartbeats}. Only where a listener asks for it: all other
 * heartbeats are read with them.
 */
public final class LagFollower {

    /** Standbys are reported of every second. */
    private static final long BACK_MILLIS = 5_000;

    private LagFollower() {}

    /**
     * @param client the Kafka client's properties
     * @param clock the router's, ms, monotonic
     * @param wallMillis the wall clock, ms
     */
    public static TopicFollower<HeartbeatRecord> start(
            Map<String, Object> client, Lags lags, LongSupplier clock, LongSupplier wallMillis) {
        long since = wallMillis.getAsLong() - BACK_MILLIS;
        return TopicFollower.start(
                client,
                new TopicFollower.Source<>(Topics.HEARTBEATS, RecordCodec.HEARTBEATS, since),
                // What comes late was true when it was written.
                (heartbeat, writtenAt) ->
                        lags.take(heartbeat, clock.getAsLong() - Math.max(0, wallMillis.getAsLong() - writtenAt)));
    }
}
