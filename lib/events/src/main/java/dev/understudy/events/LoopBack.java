package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * A detector's heartbeat to itself: how long Kafka takes to carry a record, and whether it takes the detector's at all. It speaks of no node, and
 * whoever reads heartbeats passes it over.
 *
 * @param scope the detector's {@code application.id}
 * @param node the partition that it watches itself through
 * @param writer the detector's instance and its start
 * @param sequence counts up by one
 * @param at writer's clock, ms
 */
public record LoopBack(String scope, String node, String writer, long sequence, long at) implements HeartbeatRecord {

    public LoopBack {
        requireNonNull(scope, "scope");
        requireNonNull(node, "node");
        requireNonNull(writer, "writer");
    }
}
