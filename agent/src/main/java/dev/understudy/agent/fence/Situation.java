package dev.understudy.agent.fence;

import dev.understudy.events.Epoch;
import dev.understudy.events.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * What a fencing command meets.
 *
 * @param highest the highest epoch held
 * @param process the server's process; null where none was ever seen
 * @param allowed whether the configuration lets the agent fence
 * @param sinceArrivalMillis since the command arrived, by a monotonic clock
 * @param recordAgeMillis the age of its record in Kafka, by two machines' clocks; may be negative
 */
record Situation(
        Epoch highest,
        @Nullable ServerProcess process,
        boolean allowed,
        long sinceArrivalMillis,
        long recordAgeMillis) {}
